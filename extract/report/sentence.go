package report

// match is a phrase of the lexicon found at a token.
type match struct {
	part    part
	n       int // tokens
	payload int
}

// sentence is the tokens of a sentence with every phrase of the lexicon found in them.
type sentence struct {
	lex      *lexicon
	toks     []token
	found    []match // at a token: found[first[i]:first[i+1]], longest first
	first    []int
	consumed int      // tokens before it belong to counts that were read
	parts    []uint64 // at a token: the bit 1<<part of every part that a phrase there plays
}

// read puts the tokens of a text into the sentence.
func (s *sentence) read(lex *lexicon, text string, offset int) {
	s.lex = lex
	s.toks = tokens(s.toks[:0], text, offset)
	s.index()
}

// index finds the phrases of the lexicon in the tokens.
func (s *sentence) index() {
	s.found, s.first, s.parts = s.found[:0], s.first[:0], s.parts[:0]
	for i := range s.toks {
		s.first = append(s.first, len(s.found))
		var parts uint64
		for _, e := range s.lex.entries[s.toks[i].text] {
			if s.says(i, e.words) {
				s.found = append(s.found, match{e.part, len(e.words), e.payload})
				parts |= 1 << e.part
			}
		}
		s.parts = append(s.parts, parts)
	}
	s.first = append(s.first, len(s.found))
}

func (s *sentence) says(i int, words []string) bool {
	if len(words) > len(s.toks)-i {
		return false
	}
	for k, w := range words {
		if s.toks[i+k].text != w {
			return false
		}
	}
	return true
}

func (s *sentence) matches(i int) []match {
	if i < 0 || i >= len(s.toks) {
		return nil
	}
	return s.found[s.first[i]:s.first[i+1]]
}

// at returns the longest match of a part at a token.
func (s *sentence) at(i int, p part) (match, bool) {
	if i < 0 || i >= len(s.parts) || s.parts[i]&(1<<p) == 0 {
		return match{}, false
	}
	for _, m := range s.matches(i) {
		if m.part == p {
			return m, true
		}
	}
	return match{}, false
}

// len returns how many tokens the longest match of a part at a token has; 0 for none.
func (s *sentence) len(i int, p part) int {
	m, _ := s.at(i, p)
	return m.n
}

// is reports whether a phrase of one of the parts starts at a token.
func (s *sentence) is(i int, ps ...part) bool {
	if i < 0 || i >= len(s.parts) {
		return false
	}
	for _, p := range ps {
		if s.parts[i]&(1<<p) != 0 {
			return true
		}
	}
	return false
}

// longestPhrase is how far back a phrase that ends at a token is looked for.
const longestPhrase = 6

// before returns how many tokens a phrase of a part has that ends right before a token; 0 for none.
func (s *sentence) before(i int, p part) int {
	for n := min(longestPhrase, i); n > 0; n-- {
		if s.parts[i-n]&(1<<p) == 0 {
			continue
		}
		for _, m := range s.matches(i - n) {
			if m.part == p && m.n == n {
				return n
			}
		}
	}
	return 0
}

// sign reports whether a token is one of the signs.
func (s *sentence) sign(i int, signs ...string) bool {
	if i < 0 || i >= len(s.toks) || s.toks[i].kind != mark {
		return false
	}
	for _, x := range signs {
		if s.toks[i].text == x {
			return true
		}
	}
	return false
}

// quoted reports whether a token is a quotation mark.
func (s *sentence) quoted(i int) bool {
	return s.sign(i, `"`, "“", "”", "«", "»", "'", "‘", "’", "*")
}

// ends reports whether a token ends a clause: a sign, or the end of the sentence.
func (s *sentence) ends(i int) bool {
	return i < 0 || i >= len(s.toks) || s.toks[i].kind == mark && !s.quoted(i)
}

// boundary reports whether a token parts two clauses.
func (s *sentence) boundary(i int) bool {
	return s.sign(i, ",", ";", ":", "(", ")", ".", "—", "–", "•", "?", "!") || s.is(i, asBoundary)
}

// boundaries returns the first boundary between two tokens; -1 for none.
func (s *sentence) boundaryIn(from, to int) int {
	for i := from; i < to; i++ {
		if s.boundary(i) {
			return i
		}
	}
	return -1
}

// any reports whether a phrase of a part starts between two tokens.
func (s *sentence) any(from, to int, p part) bool {
	for i := max(from, 0); i < to && i < len(s.toks); i++ {
		if s.is(i, p) {
			return true
		}
	}
	return false
}

// numberAt returns the number at a token, in words or digits, and how many tokens it has. Years, decimals and what is
// too big for a count are none.
func (s *sentence) numberAt(i int) (value, n int) {
	if i < 0 || i >= len(s.toks) {
		return 0, 0
	}
	if t := s.toks[i]; t.kind == number {
		if t.value < 0 || t.value > largestCount || t.glued {
			return 0, 0
		}
		return t.value, 1
	}
	if m, ok := s.at(i, asNumber); ok && !s.toks[i].glued {
		return m.payload, m.n
	}
	return 0, 0
}

// numbered reports whether a number stands between two tokens: a statement of its own, even where it is no count.
func (s *sentence) numbered(from, to int) bool {
	for i := from; i < to; i++ {
		if _, n := s.numberAt(i); n > 0 {
			return true
		}
	}
	return false
}

// largestCount bounds what can be a number of commitments: the largest plan of the official data set has under 200.
const largestCount = 300
