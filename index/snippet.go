package index

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2/analysis"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// snippetWords is how many words a snippet has at most.
const snippetWords = 35

const ellipsis = "…"

// texts gets the texts of hits from the store. It keeps the last document.
type texts struct {
	store *store.Store
	id    corpus.DocumentID
	last  *corpus.Text
}

// of returns the texts of a hit, as they were indexed; none when the store has them no more.
func (t *texts) of(ctx context.Context, h Hit) ([]string, error) {
	switch h.Kind {
	case Footnote:
		n, ok, err := store.Get[corpus.Footnote](ctx, t.store, h.ID)
		if err != nil || !ok {
			return nil, err
		}
		return []string{n.Text, n.MarkerContext}, nil
	case Commitment:
		c, ok, err := store.Get[corpus.Commitment](ctx, t.store, h.ID)
		if err != nil || !ok {
			return nil, err
		}
		ratings, err := store.List[corpus.Rating](ctx, t.store, "WHERE commitment_id = ? ORDER BY rating_id", h.ID)
		return []string{commitmentText(c, ratings)}, err
	}
	if t.id != h.DocumentID {
		text, ok, err := t.store.Text(ctx, h.DocumentID)
		if err != nil || !ok {
			return nil, err
		}
		t.id, t.last = h.DocumentID, text
	}
	return []string{t.last.Slice(h.Start, h.End)}, nil
}

// marks says which words of a text a query found. Words of the query are known by their folded form.
type marks struct {
	analyzers *analyzers

	stems   map[string]string // stem -> word of the query
	words   map[string]string // spelling or stop word -> word of the query
	phrases [][]string
}

func newMarks(a *analyzers) marks {
	return marks{analyzers: a, stems: map[string]string{}, words: map[string]string{}}
}

func (m *marks) addClause(c clause) {
	if c.phrase {
		m.phrases = append(m.phrases, c.words)
		return
	}
	word := c.words[0]
	m.words[word] = word
	forms, stop := m.analyzers.formsOf(word)
	if stop {
		return
	}
	for _, f := range forms {
		if _, taken := m.stems[f]; !taken {
			m.stems[f] = word
		}
	}
}

func (m *marks) addSpelling(word, spelling string) {
	if _, taken := m.words[spelling]; !taken {
		m.words[spelling] = word
	}
}

// token is a word of a text.
type token struct {
	start, end int    // bytes
	found      string // the query's word that it is, "" none
	join       bool   // marked together with the one before it
}

// snippet cuts the best window out of the best of the texts.
func (m marks) snippet(l corpus.Language, texts []string) []Fragment {
	var best window
	most := -1
	for _, t := range texts {
		w := window{text: t, tokens: m.tokens(l, t)}
		if found := w.find(); found > most {
			best, most = w, found
		}
	}
	return best.fragments()
}

// whole marks a text without cutting it, such as a title; nil when the query found nothing in it.
func (m marks) whole(l corpus.Language, text string) []Fragment {
	w := window{text: text, tokens: m.tokens(l, text)}
	if !slices.ContainsFunc(w.tokens, func(t token) bool { return t.found != "" }) {
		return nil
	}
	w.last = len(w.tokens)
	return w.fragments()
}

// tokens returns the words of a text with what the query found in it.
func (m marks) tokens(l corpus.Language, text string) []token {
	words := m.analyzers.folded.Analyze([]byte(text))
	stemmer := m.analyzers.stemmer(l)
	out := make([]token, len(words))
	for i, w := range words {
		word := string(w.Term)
		out[i] = token{start: w.Start, end: w.End, found: m.words[word]}
		if out[i].found != "" || len(m.stems) == 0 {
			continue
		}
		stem := word
		if stemmer != nil {
			stem = stemmer.stem(word)
		}
		out[i].found = m.stems[stem]
	}
	for _, p := range m.phrases {
		markPhrase(out, words, p)
	}
	return out
}

func markPhrase(out []token, words analysis.TokenStream, p []string) {
	for i := 0; i+len(p) <= len(words); i++ {
		if !slices.EqualFunc(words[i:i+len(p)], p, func(t *analysis.Token, w string) bool { return string(t.Term) == w }) {
			continue
		}
		for j := range p {
			out[i+j].found = strings.Join(p, " ")
			out[i+j].join = out[i+j].join || j > 0
		}
	}
}

// window is a part of a text: the tokens from first to before last.
type window struct {
	text        string
	tokens      []token
	first, last int
}

// find moves the window to the first place with the most different words of the query, and of these with the most found
// words. It returns how many different words that are.
func (w *window) find() int {
	counts := map[string]int{}
	different, total, bestTotal := 0, 0, 0
	for i, t := range w.tokens {
		if t.found != "" {
			counts[t.found]++
			total++
		}
		if out := i - snippetWords; out >= 0 && w.tokens[out].found != "" {
			if counts[w.tokens[out].found]--; counts[w.tokens[out].found] == 0 {
				delete(counts, w.tokens[out].found)
			}
			total--
		}
		if len(counts) > different || len(counts) == different && total > bestTotal {
			w.first, w.last, different, bestTotal = max(0, i-snippetWords+1), i+1, len(counts), total
		}
	}
	for w.first < w.last && w.tokens[w.first].found == "" {
		w.first++
	}
	w.widen()
	return different
}

// widen fills the window up to snippetWords, with as much before as behind it where there is as much.
func (w *window) widen() {
	room := snippetWords - (w.last - w.first)
	before := min(w.first, room/2)
	after := min(len(w.tokens)-w.last, room-before)
	before = min(w.first, room-after)
	w.first, w.last = w.first-before, w.last+after
}

// fragments renders the window, with an ellipsis where the text goes on.
func (w *window) fragments() []Fragment {
	if w.first == w.last {
		return nil
	}
	var out []Fragment
	put := func(s string, marked bool) {
		switch {
		case s == "":
		case len(out) > 0 && out[len(out)-1].Marked == marked:
			out[len(out)-1].Text += s
		default:
			out = append(out, Fragment{Text: s, Marked: marked})
		}
	}
	at := w.start()
	if w.first > 0 {
		put(ellipsis, false)
	}
	for _, t := range w.tokens[w.first:w.last] {
		put(collapse(w.text[at:t.start]), t.join && len(out) > 0 && out[len(out)-1].Marked)
		put(w.text[t.start:t.end], t.found != "")
		at = t.end
	}
	put(collapse(w.text[at:w.end(at)]), false)
	if w.last < len(w.tokens) {
		put(ellipsis, false)
	}
	return out
}

// start returns where the rendered text starts: with the text, or with the signs that open the first word, as a bracket does.
func (w *window) start() int {
	if w.first == 0 {
		return len(w.text) - len(strings.TrimLeftFunc(w.text, unicode.IsSpace))
	}
	gap := w.text[w.tokens[w.first-1].end:w.tokens[w.first].start]
	return w.tokens[w.first-1].end + len(strings.TrimRight(gap, "([{\"'“‘«¿¡"))
}

// end returns where the rendered text ends whose last word ends at i: with the text, or behind the signs that close the word.
func (w *window) end(i int) int {
	if w.last == len(w.tokens) {
		return len(strings.TrimRightFunc(w.text, unicode.IsSpace))
	}
	gap := w.text[i:w.tokens[w.last].start]
	return i + len(gap) - len(strings.TrimLeft(gap, ".,;:!?)]}\"'”’»"))
}

// collapse makes every run of white space one space.
func collapse(s string) string {
	var sb strings.Builder
	space := false
	for _, r := range s {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if space {
			sb.WriteByte(' ')
			space = false
		}
		sb.WriteRune(r)
	}
	if space {
		sb.WriteByte(' ')
	}
	return sb.String()
}
