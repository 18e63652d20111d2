package ocrdoc

import (
	"context"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/pdfdoc/page"
)

// attempt is a way to read a picture.
type attempt struct {
	turn     int
	adaptive bool // tells ink from paper piece by piece, which reads shadows and faint letters better and clean pages worse
}

// The ways to read a picture that was read badly, in the order in which they are tried until one reads well. Whether lines run across
// or up is seen in the picture; which side is up only in what is read: of a page that stands on its head nearly nothing is.
var (
	faintOnly     = []attempt{{adaptive: true}}
	faintFirst    = []attempt{{adaptive: true}, {turn: 180}, {turn: 90}, {turn: 270}}
	turnedFirst   = []attempt{{turn: 180}, {adaptive: true}, {turn: 90}, {turn: 270}}
	sidewaysFirst = []attempt{{turn: 270}, {turn: 90, adaptive: true}, {turn: 270, adaptive: true}, {}}
)

// uprightShare is the share of words read well from which the page stands upright, however badly the rest is read: of a page on its head
// one word in five seems to be read.
const uprightShare = 0.45

// headShare is the share of words read well below which a page is more likely upside down than faint.
const headShare = 0.3

// read recognises a picture, and turns it until it can be read.
func (r *Reader) read(ctx context.Context, g gray, set setting) (page.Recognised, error) {
	v := reading{r: r, picture: g.stretched(), set: set, prepared: map[int]upright{}, most: -1}
	first := attempt{}
	sideways := v.picture.sideways()
	if sideways {
		first.turn = 90
	}
	var err error
	if v.set, err = r.narrowed(ctx, v.upright(first.turn), set); err != nil {
		return page.Recognised{}, err
	}
	words, err := v.try(ctx, first)
	if err != nil {
		return page.Recognised{}, err
	}
	others := faintFirst
	switch {
	case lying(words) != 0: // tesseract reads lines that run up or down, too, but nothing can be laid out of them
		others = []attempt{{turn: (first.turn + lying(words)) % 360}}
		words = nil
	case float64(good(words)) >= uprightShare*float64(len(words)) && len(words) > 0:
		others = faintOnly
	case sideways:
		others = sidewaysFirst
	case float64(good(words)) < headShare*float64(len(words)):
		others = turnedFirst
	}
	for _, a := range others {
		if !weak(kept(words, nil)) {
			break
		}
		if words, err = v.try(ctx, a); err != nil && (ctx.Err() != nil || v.most <= 0) {
			return page.Recognised{}, err
		} else if err != nil {
			break // what was read before stands
		}
	}
	return v.best, nil
}

// reading is a picture that is being read in one way and another.
type reading struct {
	r        *Reader
	picture  gray
	set      setting
	prepared map[int]upright // by turn
	best     page.Recognised
	most     int // words read well in it
}

// try reads the picture in one way, and keeps the result when it is the best so far.
func (v *reading) try(ctx context.Context, a attempt) ([]page.RecognisedWord, error) {
	u := v.upright(a.turn)
	words, err := v.r.words(ctx, u, a, v.set)
	n := good(words)
	if lying(words) != 0 {
		n = 0
	}
	if err == nil && n > v.most {
		v.most, v.best = n, u.result(words, v.set)
	}
	return words, err
}

// upright returns the picture turned and straightened.
func (v *reading) upright(turn int) upright {
	u, ok := v.prepared[turn]
	if !ok {
		u = uprightOf(v.picture, turn)
		v.prepared[turn] = u
	}
	return u
}

// upright is a picture that stands as it is read.
type upright struct {
	gray
	turn int
	skew float64
}

func uprightOf(g gray, turn int) upright {
	g = g.turned(turn)
	skew := g.skew()
	return upright{g.straightened(skew), turn, skew}
}

// words has tesseract read the picture.
func (r *Reader) words(ctx context.Context, u upright, a attempt, set setting) ([]page.RecognisedWord, error) {
	t, err := r.program.installed()
	if err != nil {
		return nil, err
	}
	tsv, err := r.program.read(ctx, t, arguments(u, a, set), u.pgm())
	if err != nil {
		return nil, err
	}
	return wordsOf(tsv, u.gray), nil
}

// result makes a page of words.
func (u upright) result(words []page.RecognisedWord, set setting) page.Recognised {
	rules := u.rules()
	words = kept(words, rules)
	sum := 0.0
	for i := range words {
		sum += words[i].Confidence
	}
	return page.Recognised{
		Width: u.points(u.img.Rect.Dx()), Height: u.points(u.img.Rect.Dy()), Words: words, Rules: rules, Language: languageOfModel(set.models),
		OCR: corpus.OCR{Language: set.models, Confidence: sum / float64(max(1, len(words))), Turn: u.turn, Skew: u.skew},
	}
}
