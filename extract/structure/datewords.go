package structure

// wordsBefore reads a day that is written out and ends at token j: "treinta y uno". It returns the index of its first token,
// or -1.
func (d *dateScan) wordsBefore(j int) (day, first int) {
	first = -1
	for i := j; i >= 0 && j-i < 3; i-- {
		if _, ok := d.words.numbers[d.tokens[i].lower]; !ok {
			if i == j || !d.words.numberWords[d.tokens[i].lower] {
				break
			}
			continue
		}
		if n, end := d.numberInWords(i); end == j+1 && n >= 1 && n <= 31 {
			day, first = n, i
		}
	}
	return day, first
}

// yearInWords reads "dos mil veintiuno" at token i.
func (d *dateScan) yearInWords(i int) (year, next int) {
	if n, next := d.numberInWords(i); validYear(n) {
		return n, next
	}
	return 0, 0
}

// numberInWords adds up the number words from token i on, as in "dois mil e vinte e um", and returns the index behind the
// last one.
func (d *dateScan) numberInWords(i int) (n, next int) {
	total, part := 0, 0
	for next = i; i < len(d.tokens); i++ {
		v, ok := d.words.numbers[d.tokens[i].lower]
		switch {
		case !ok && i > next-1 && i > 0 && d.words.numberWords[d.tokens[i].lower] && next == i:
			continue
		case !ok:
			return total + part, next
		case v == 1000:
			total += max(part, 1) * 1000
			part = 0
		default:
			part += v
		}
		next = i + 1
	}
	return total + part, next
}
