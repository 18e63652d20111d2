package ocrdoc

import (
	"context"
	"image"
	"slices"
	"strings"

	"github.com/abadojack/whatlanggo"

	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// A page of unknown language is told by a strip of it, read with one model: the models of languages that share an alphabet read
// enough of each other's. To read all of it with all of them takes up to twice as long.
const (
	stripHeight = 0.5 // inches: some three lines
	stripWords  = 12  // words without which nothing can be said
	stripSure   = 0.6 // of whatlanggo
)

// narrowed returns the setting with the one model that a page of unknown language is to be read with, or as it is where that cannot be
// told.
func (r *Reader) narrowed(ctx context.Context, u upright, set setting) (setting, error) {
	candidates := strings.Split(set.models, "+")
	if len(candidates) == 1 {
		return set, nil
	}
	one := set
	one.models = candidates[0]
	words, err := r.words(ctx, upright{gray: u.strip()}, attempt{}, one)
	if err != nil {
		return set, err
	}
	if model := languageOf(words, candidates); model != "" {
		set.models = model
	}
	return set, nil
}

// languageOf returns the model of the language that words are of, "" where they do not tell.
func languageOf(words []page.RecognisedWord, candidates []string) string {
	var text []string
	for i := range words {
		if isWord(words[i].Text) {
			text = append(text, words[i].Text)
		}
	}
	allowed := map[whatlanggo.Lang]bool{}
	byLanguage := map[whatlanggo.Lang]string{}
	for _, m := range models {
		if slices.Contains(candidates, m.model) {
			allowed[m.detected], byLanguage[m.detected] = true, m.model
		}
	}
	if len(byLanguage) < len(candidates) {
		return "" // one is of a language that cannot be told
	}
	if len(text) < stripWords {
		return ""
	}
	found := whatlanggo.DetectWithOptions(strings.Join(text, " "), whatlanggo.Options{Whitelist: allowed})
	if found.Confidence < stripSure {
		return ""
	}
	return byLanguage[found.Lang]
}

// strip returns the rows of the picture that change most often between ink and paper, as those of text do.
func (g gray) strip() gray {
	level := g.dark()
	w, h := g.img.Rect.Dx(), g.img.Rect.Dy()
	sums := make([]int, h+1)
	for y := range h {
		changes, dark := 0, false
		for _, v := range g.img.Pix[y*g.img.Stride : y*g.img.Stride+w] {
			if now := v < level; now != dark {
				changes, dark = changes+1, now
			}
		}
		sums[y+1] = sums[y] + changes
	}
	tall := min(h, int(stripHeight*g.dpi))
	best := 0
	for y := 0; y+tall <= h; y++ {
		if sums[y+tall]-sums[y] > sums[best+tall]-sums[best] {
			best = y
		}
	}
	part := image.NewGray(image.Rect(0, 0, w, tall))
	for y := range tall {
		copy(part.Pix[y*part.Stride:(y+1)*part.Stride], g.img.Pix[(best+y)*g.img.Stride:])
	}
	return gray{part, g.dpi}
}
