package notes

import "testing"

// body is a paragraph of running text that carries no marker.
const body = `
10 72 100 The committee met again in the spring and looked at what had been done since the plan began in earnest
10 72 112 and at what was left of it. Nobody had asked for the minutes before, and nobody had answered the letters
10 72 124 which the groups sent in the first year of the plan. The second year was better for all who took part
`

func TestOf(t *testing.T) {
	tests := []struct{ name, pages, want string }{
		{"small notes under a rule, the page number behind them", `
page` + body + `
10 72 136 The plan has nine commitments.^1 Two of them were starred,^2 and one was withdrawn.
rule 72 216 640
8 72 660 ^1 See the law.
8 72 670 ^2 Minutes of 3 May 2016, available at the site of
8 72 680 the ministry.
10 300 760 12
`, "1: See the law.\n2: Minutes of 3 May 2016, available at the site of the ministry.\n"},
		{"numbers glued to the first word, no rule", `
page` + body + `
10 72 136 The plan has nine commitments.^1 Two of them were starred.^2
8 72 660 1See the law.
8 72 670 2http://example.org/a
`, "1: 1See the law.\n2: 2http://example.org/a\n"},
		{"a note that runs over the page", `
page` + body + `
10 72 136 The plan has nine commitments.^1 Two of them were starred.
rule 72 216 640
8 72 660 ^1 See the law, which says
page` + body + `
10 72 136 Of the others^2 nothing is known.
rule 72 216 640
8 72 650 that it all counts.
8 72 660 ^2 Ibid.
`, "1: See the law, which says that it all counts.\n2: Ibid.\n"},
		{"lines of a note that begin with a number", `
page` + body + `
10 72 136 The plan has nine commitments.^10 Two of them were starred,^11 one^12 was not.
rule 72 216 640
8 72 660 ^10 The site of the ministry, as it was on May
8 72 670 11. Retrieved from the archive of
8 72 680 446,604 pages.
8 72 690 ^11 Ibid.
8 72 700 ^12 Ibid.
`, "10: The site of the ministry, as it was on May 11. Retrieved from the archive of 446,604 pages.\n11: Ibid.\n12: Ibid.\n"},
		{"an ordered list at the foot is none", `
page` + body + `
10 72 136 The plan has three aims:
10 72 660 1. To open the books of the state
10 72 672 2. To publish the laws
10 72 684 3. To hear the people
`, ""},
		{"an ordered list above the notes", `
page` + body + `
10 72 136 The plan has three aims:^1
10 72 600 1. To open the books of the state
10 72 612 2. To publish the laws^2
8 72 660 ^1 See the law.
8 72 670 ^2 Ibid.
`, "1: See the law.\n2: Ibid.\n"},
		{"two columns with notes under each", `
page
10 72 100 The committee met again in the spring,^1
10 72 112 and looked at what had been done since it
10 72 124 was asked to do so by the ministry.
8 72 660 ^1 See the law, which says in its third
8 72 670 article that it all counts.
column
10 320 100 Nobody had asked for the minutes before^2
10 320 112 and nobody had answered the letters which
10 320 124 the groups sent in the first year.
8 320 670 ^2 Ibid.
`, "1: See the law, which says in its third article that it all counts.\n2: Ibid.\n"},
		{"endnotes of normal size under a heading", `
page` + body + `
10 72 136 The plan has nine commitments.^1 Two of them were starred.^2
page
14 72 100 Notes
10 72 120 1. See the law, which is old and long and was not read by those who wrote of it in the last report
10 72 132 and in the one before.
10 72 144 2. Ibid.
`, "e1: See the law, which is old and long and was not read by those who wrote of it in the last report and in the one before.\ne2: Ibid.\n"},
		{"notes at the ends of sections, in brackets and without a heading", `
page` + body + `
10 72 136 The plan has nine commitments.[1] Two of them were starred,[2] and one was withdrawn.[3]
7 72 150 [1] See the law.
7 72 158 [2] Ibid., https://example.org/a
7 72 166 [3] See the plan.
12 72 190 Results
10 72 210 The books were opened to all who asked for them in the second year.[4] Nobody did.[5]
10 72 222 The ministry met the groups three times, and wrote down what they had said in each.[6]
7 72 236 [4] See the minutes.
7 72 244 [5] Ibid.
7 72 252 [6] See the law.
12 72 280 Way ahead
10 72 300 The committee met again in the spring and looked at what had been done since it was asked to do so.
`, "e1: See the law.\ne2: Ibid., https://example.org/a\ne3: See the plan.\ne4: See the minutes.\ne5: Ibid.\ne6: See the law.\n"},
		{"notes at the ends of sections that begin again, one section with two", `
page` + body + `
10 72 136 The plan has nine commitments.[1] Two of them were starred,[2] and one was withdrawn.[3]
7 72 150 [1] See the law.
7 72 158 [2] Ibid., https://example.org/a
7 72 166 [3] See the plan.
12 72 190 Results
10 72 210 The books were opened to all who asked for them in the second year.[1] Nobody did.[2]
7 72 236 [1] See the minutes.
7 72 244 [2] Ibid.
12 72 260 Next
10 72 280 The ministry met the groups three times,[1] and wrote down[2] what they had said in each.[3]
7 72 300 [1] See the law.
7 72 308 [2] See the site.
7 72 316 [3] Ibid.
12 72 340 Way ahead
10 72 360 The committee met again in the spring and looked at what had been done since it was asked to do so.
`, "e1: See the law.\ne2: Ibid., https://example.org/a\ne3: See the plan.\ne1: See the minutes.\ne2: Ibid.\ne1: See the law.\ne2: See the site.\ne3: Ibid.\n"},
		{"a raised symbol parted from its line", `
page` + body + `
8 200 133 *
10 72 136 The members of the union and of the area may come and go as they like.
8 72 660 * Austria, Belgium and others.
`, "*: Austria, Belgium and others.\n"},
		{"symbols beside numbers, and the notes of a table", `
page` + body + `
10 72 136 The author* thanks the committee,^1 which met in m^2 and in 10^6 rooms.
rule 72 216 640
8 72 650 * At the ministry.
8 72 660 ^1 See the law.
8 72 670 ^a Not counted.
`, "*: At the ministry.\n1: See the law.\n"},
		{"one element for all notes of a page", `
page` + body + `
10 72 136 The plan has nine commitments.^1 Two of them were starred.^2
tag Note
10 72 650 ^1 See the law, and what is said of it in
10 72 660 3 books.
10 72 670 ^2 Ibid.
`, "1: See the law, and what is said of it in 3 books.\n2: Ibid.\n"},
		{"numbers that begin again with each page", `
page` + body + `
10 72 136 The plan has nine commitments.^1 Two of them were starred.^2
8 72 660 ^1 See the law.
8 72 670 ^2 Ibid.
page` + body + `
10 72 136 The plan^1 is old.
8 72 660 ^1 See the plan.
`, "1: See the law.\n2: Ibid.\n1: See the plan.\n"},
		{"two paragraphs in a note", `
page` + body + `
10 72 136 The plan has nine commitments.^1 Two of them were starred.^2
8 72 660 ^1 See the law, which is old and long and was not read by those who wrote of it in the last report, and nobody
8 72 670 asked.
8 72 680 It was changed twice.
8 72 690 ^2 Ibid.
`, "1: See the law, which is old and long and was not read by those who wrote of it in the last report, and nobody asked. | It was changed twice.\n2: Ibid.\n"},
		{"labels in a column of their own, the last one at the same height on every page", `
page` + body + `
10 72 136 The plan has nine commitments.^1
5 56 758 1
8 74 760 See the law.
page` + body + `
10 72 136 It was changed twice.^2
5 56 758 2
8 74 760 See the plan.
page` + body + `
10 72 136 Nobody asked why.^3
5 56 758 3
column
8 74 760 Ibid.
`, "1: See the law.\n2: See the plan.\n3: Ibid.\n"},
		{"notes as large as the text, set off by dashes", `
page
10 72 100 The committee met again in the spring,[1] and looked at what had been done.
10 72 112 Nobody had asked for the minutes before.[2]
10 72 600 --------------------
10 72 620 [1] See the law, which says
10 72 632 that it all counts.
10 72 644 [2] Ibid.
10 300 760 - 5 -
`, "1: See the law, which says that it all counts.\n2: Ibid.\n"},
		{"labels and markers in parentheses, and an enumeration", `
page` + body + `
10 72 136 We want (1) open data and (2) clean water, as the ministry said. (1) It was late. (2)
10 72 148 (1) Open data is for all.
8 72 660 (1) See the law.
8 72 670 (2) Ibid.
`, "1: See the law.\n2: Ibid.\n"},
		{"a note whose marker is out of sight, among others", `
page` + body + `
10 72 136 The plan has nine commitments.^5 Two of them were starred.^7
8 72 660 ^4 See the law.
8 72 670 ^5 Ibid.
8 72 680 ^6 The plan of
8 72 690 2016.
8 72 700 ^7 Ibid.
8 72 710 ^8 Ibid.
`, "4: See the law.\n5: Ibid.\n6: The plan of 2016.\n7: Ibid.\n8: Ibid.\n"},
		{"roman endnotes of normal size, and a roman list", `
page` + body + `
10 72 136 The plan has nine commitments.^i Two of them were starred,^ii and one was not.^iii
10 72 160 i. To open the books
10 72 172 ii. To publish the laws
page` + body + `
10 72 160 ^i See the law.
10 72 172 ^ii Ibid.
10 72 184 ^iii See the plan.
`, "ei: See the law.\neii: Ibid.\neiii: See the plan.\n"},
		{"numbered notes of a table beside page notes", `
page` + body + `
10 72 136 The plan has nine commitments.^1 Two of them were starred.^2
table 72 150 400 300 a^1 b^2 c^3
8 72 312 ^1 Estimated.
8 72 322 ^2 Without barges.
8 72 332 ^3 Corrected.
10 72 400 The committee met again in the spring and looked at what had been done since the plan began in earnest
rule 72 216 640
8 72 660 ^1 See the law.
8 72 670 ^2 Ibid.
`, "1: See the law.\n2: Ibid.\n"},
		{"the notes of a table at the foot of a page", `
page` + body + `
table 72 150 400 600 a^1 b^2
8 72 612 ^1 Estimated.
8 72 622 ^2 Without barges.
`, ""},
		{"page notes below a table, one of them referred to in it", `
page` + body + `
10 72 136 The plan has nine commitments.^4
table 72 150 400 600 a^5
rule 72 216 640
8 72 660 ^4 See the law.
8 72 670 ^5 Ibid.
`, "4: See the law.\n5: Ibid.\n"},
		{"small capitals and a smaller line inside a note", `
page` + body + `
10 72 136 The plan has nine commitments.^1 Two of them were starred.^2
8 72 660 ^1 See the law, which says
6 72 670 OFFICE OF THE PRESIDENT, BUDGET
8 72 680 that it all counts.
8 72 690 ^2 Ibid.
`, "1: See the law, which says OFFICE OF THE PRESIDENT, BUDGET that it all counts.\n2: Ibid.\n"},
		{"the notes of a table under their heading", `
page` + body + `
10 72 136 Bad debts 10,000 (1) and subcontracts 107,000 (2)
10 72 160 Notes:
10 72 172 (1) Unallowable costs, see the circular.
10 72 184 (2) Various direct costs, see the circular.
`, ""},
		{"markers that lost their style, and labels on lines of their own", `
page` + body + `
10 72 136 The plan of 2014-2016.1 has nine commitments2
8 72 660 1
8 78 663 See the law.
8 72 673 2
8 78 676 Ibid.
`, "1: See the law.\n2: Ibid.\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sheets := sheetsOf(t, tt.pages)
			if got := printed(sheets, Of(sheets)); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}
