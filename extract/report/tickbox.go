package report

// ticked returns the one of several values between two tokens that is ticked: "☒ Yes ☐ No"; all of them where none has a box.
func (s *sentence) ticked(from, to int) (int, int) {
	at, hollow := -1, false
	for i := from; i < to; i++ {
		switch signOfToken(s.toks[i]) {
		case tick, crossSign:
			if at >= 0 {
				return from, to
			}
			at = i
		case hollowSign:
			hollow = true
		}
	}
	if at < 0 || !hollow {
		return from, to
	}
	end := at + 1
	for end < to && signOfToken(s.toks[end]) == noSign {
		end++
	}
	if end == at+1 { // the boxes stand behind the values
		for at > from && signOfToken(s.toks[at-1]) == noSign {
			at--
		}
	}
	return at, end
}

func signOfToken(t token) sign {
	if t.kind != mark {
		return noSign
	}
	return signOf("", t.text)
}
