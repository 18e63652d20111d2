package structure

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// body returns the committee or working group whose minutes are cited: the name behind "minutes of the", up to the date or
// the next clause, or the name right before "minutes", or the one that is given as the publisher or begins the note. A name must
// hold a word for such a body, or be an acronym.
func (r *reading) body(publisher string) string {
	k, ok := r.minutesPhrase()
	if !ok {
		return ""
	}
	if name := r.bodyBehind(k.next); name != "" {
		return name
	}
	if name := r.bodyBefore(k.word); name != "" {
		return name
	}
	if publisher == "" {
		publisher = r.leadingName(k.start)
	}
	if r.namesBody(publisher) {
		return publisher
	}
	return ""
}

// leadingName returns the name that the note begins with, where a comma stands between it and the minutes that begin at a byte
// offset: "Comité de pilotage, compte rendu de la réunion du 4 avril 2019, ".
func (r *reading) leadingName(minutes int) string {
	name, rest, ok := strings.Cut(r.before[:minutes], ",")
	name = strings.TrimSpace(name)
	if !ok || !isBlank(rest) || !upperStart(name) || len(strings.Fields(name)) > 8 {
		return ""
	}
	return name
}

// namesBody reports whether the words before "of" or the like in a name say that it is a committee or working group.
func (r *reading) namesBody(name string) bool {
	ws := splitWords(name)
	for i := range ws {
		if _, n := r.w.bodyHeads.at(ws, i); n > 0 {
			return true
		}
		if r.w.openers[ws[i].lower] {
			break
		}
	}
	return false
}

// bodyBehind reads the name at word i: "of the third meeting of the Working Group on Open Data dated ...".
func (r *reading) bodyBehind(i int) string {
	opened := false
	for ; i < len(r.ws); i++ {
		w := &r.ws[i]
		if strings.ContainsAny(w.gap, ",;:()") && !opened {
			return ""
		}
		if behind := r.behindDate(i); behind > i { // "minutes of 5 May 2021 of the Working Group"
			i, opened = behind-1, true
			continue
		}
		switch {
		case r.w.openers[w.lower], r.w.articles[w.lower] && opened, r.w.meetings[w.lower] && !r.w.bodies[w.lower], ordinal(w.lower):
			opened = opened || r.w.openers[w.lower]
			continue
		}
		break
	}
	if !opened || i >= len(r.ws) {
		return ""
	}
	return r.bodyName(i)
}

// ordinal matches "3rd", "2ª", "5.º".
var ordinalWord = regexp.MustCompile(`^\d{1,3}(?:st|nd|rd|th|ª|º|a|o|e|ème|er|ère)?$`)

func ordinal(w string) bool { return ordinalWord.MatchString(w) }

// bodyName reads the name from word i to the first date, stop word or punctuation mark.
func (r *reading) bodyName(i int) string {
	start, end, headed := r.ws[i].start, -1, false
	for j := i; j < len(r.ws); j++ {
		w := &r.ws[j]
		if j > i && strings.ContainsAny(w.gap, ",;:.()“”\"«»[]") || r.atDate(j) || j > i && startsDigit(w.lower) {
			break
		}
		if _, n := r.w.bodyHeads.at(r.ws, j); n > 0 {
			headed = true
			j += n - 1
			w = &r.ws[j]
		} else if j > i && headed && r.stops(j) {
			break
		}
		end = w.end
	}
	if end < 0 {
		return ""
	}
	name := r.trimBody(strings.TrimSpace(r.before[start:end]))
	if headed || acronym(name) {
		return name
	}
	return ""
}

// stops reports whether the body's name ends before word j. "of", "de", "on" and "and" go on with it when a capital follows:
// "Committee of OGP in Mexico", "Working Group on Open Data".
func (r *reading) stops(j int) bool {
	_, n := r.w.bodyStops.at(r.ws, j)
	if n == 0 {
		return !r.w.openers[r.ws[j-1].lower] && unicode.IsLower([]rune(r.before[r.ws[j].start:])[0]) && !r.w.openers[r.ws[j].lower] && !r.w.articles[r.ws[j].lower] && r.lowerRun(j)
	}
	return j+n >= len(r.ws) || n > 1 || r.atDate(j+1) || !upperStart(r.before[r.ws[j+1].start:]) && !r.w.articles[r.ws[j+1].lower]
}

// lowerRun reports whether two words in lower case follow each other from word j on: the sentence goes on, not a name. "of" and "de"
// behind a word go on with the name: "Comité technique de l'OGP".
func (r *reading) lowerRun(j int) bool {
	return j+1 < len(r.ws) && !r.w.openers[r.ws[j+1].lower] && !upperStart(r.before[r.ws[j+1].start:]) && r.ws[j+1].gap == " "
}

// behindDate returns the index of the first word behind the date that begins at word i, or i.
func (r *reading) behindDate(i int) int {
	for _, d := range r.dates {
		if d.Start == r.ws[i].start {
			for i < len(r.ws) && r.ws[i].start < d.End {
				i++
			}
			return i
		}
	}
	return i
}

// atDate reports whether a date begins at word j.
func (r *reading) atDate(j int) bool {
	if j >= len(r.ws) {
		return false
	}
	for _, d := range r.dates {
		if d.Start == r.ws[j].start || d.Start > r.ws[j].start && d.Start < r.ws[j].end {
			return true
		}
	}
	return false
}

// trimBody cuts the words from the end of a name that lead to a date: "de fecha", "held on".
func (r *reading) trimBody(name string) string {
	for {
		ws := splitWords(name)
		if len(ws) == 0 {
			return ""
		}
		cut := len(ws)
		for i := max(0, len(ws)-3); i < len(ws); i++ {
			if _, n := r.w.bodyStops.at(ws, i); n > 0 && i+n == len(ws) {
				cut = i
				break
			}
		}
		if last := ws[len(ws)-1].lower; cut == len(ws) && (r.w.openers[last] || r.w.articles[last] || r.w.meetings[last] && !r.w.bodies[last]) {
			cut--
		}
		if cut == len(ws) {
			return strings.Trim(name, " ,;:.-–")
		}
		if cut == 0 {
			return ""
		}
		name = name[:ws[cut-1].end]
	}
}

// bodyBefore reads the name right before word i: "the Coordinating Committee minutes".
func (r *reading) bodyBefore(i int) string {
	j, headed := i, false
	for n := 0; j > 0 && n < 6; n++ {
		w := &r.ws[j-1]
		if strings.ContainsAny(r.ws[j].gap, ";:.()“”\"«»") || j < i && strings.Contains(r.ws[j].gap, ",") {
			break
		}
		isBody := r.w.bodies[w.lower]
		if !isBody && !upperStart(r.before[w.start:w.end]) && !r.w.meetings[w.lower] {
			break
		}
		if r.w.meetings[w.lower] && !headed {
			i = j - 1
		}
		headed = headed || isBody
		j--
	}
	if j >= i || !headed && !acronym(r.before[r.ws[j].start:r.ws[i-1].end]) {
		return ""
	}
	if strings.Contains(r.ws[i].gap, ",") && j > 0 { // "Working Group, minutes": only where nothing stands before it
		return ""
	}
	return r.trimBody(r.before[r.ws[j].start:r.ws[i-1].end])
}

// acronym reports whether a name is one word in capitals, "CCAGA", "CC-AGA MX".
func acronym(s string) bool {
	capitals := 0
	for _, c := range s {
		switch {
		case unicode.IsUpper(c):
			capitals++
		case unicode.IsLower(c):
			return false
		}
	}
	return capitals > 1 && len(strings.Fields(s)) <= 3
}

// commitments returns the numbers behind "commitment" in the words of the link, in order, each once: "commitments 1, 3 and 7",
// "compromiso 4.2", "commitments 2 to 4".
func (r *reading) commitments() []string {
	var numbers []string
	for i := 0; i < len(r.ws); i++ {
		if _, n := r.w.commitments.at(r.ws, i); n > 0 {
			numbers = r.numberList(numbers, i+n)
		}
	}
	return numbers
}

// commitmentNumber matches the number of a commitment: "5", "4.2".
var commitmentNumber = regexp.MustCompile(`^\d{1,2}(?:\.\d{1,2})?$`)

func (r *reading) numberList(numbers []string, i int) []string {
	through := false
	for ; i < len(r.ws); i++ {
		w := &r.ws[i]
		if strings.ContainsAny(w.gap, ".;:") && !r.w.numeroWords[r.ws[i-1].lower] {
			return numbers
		}
		switch {
		case commitmentNumber.MatchString(w.lower) && !r.atDate(i):
			if through || strings.Trim(w.gap, " ") == "-" || strings.Trim(w.gap, " ") == "–" {
				numbers = fill(numbers, w.lower)
			}
			numbers = appendOnce(numbers, w.lower)
			through = false
		case (r.w.andWords[w.lower] || r.w.throughWords[w.lower]) && i+1 < len(r.ws) && commitmentNumber.MatchString(r.ws[i+1].lower):
			through = r.w.throughWords[w.lower]
		case r.w.numeroWords[w.lower]:
		default:
			return numbers
		}
	}
	return numbers
}

// fill adds the whole numbers between the last one and the given one.
func fill(numbers []string, to string) []string {
	if len(numbers) == 0 || strings.Contains(to, ".") || strings.Contains(numbers[len(numbers)-1], ".") {
		return numbers
	}
	for n := smallNumber(numbers[len(numbers)-1]) + 1; n < smallNumber(to); n++ {
		numbers = appendOnce(numbers, strconv.Itoa(n))
	}
	return numbers
}

func appendOnce(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
