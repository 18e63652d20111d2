package layout

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/irmtrail/irmtrail/corpus"
)

//go:embed captions.txt
var captionWords string

// captionStart matches the beginning of a caption: "Table 3.", "Gráfico II:", "Figure 2 –".
var captionStart = sync.OnceValue(func() *regexp.Regexp {
	var names []string
	for line := range strings.Lines(captionWords) {
		if name := strings.TrimSpace(line); name != "" && !strings.HasPrefix(name, "#") {
			names = append(names, regexp.QuoteMeta(name))
		}
	}
	return regexp.MustCompile(`^(?i:` + strings.Join(names, "|") + `)\.?\s(?:n\.?[º°o]\s?)?(?:\d{1,3}(?:\.\d{1,2}|[a-z])?|[IVX]{1,6}|[A-Z])(?:\s?[.:–—|-]|$|\s\p{Lu})`)
})

// maxCaption is how long a caption can be, in code points.
const maxCaption = 300

// name says what kind of block a paragraph is.
func (t typography) name(p *paragraph) {
	if p.kind != corpus.Paragraph {
		return
	}
	text := p.text()
	switch {
	case p.lines[0].bullet():
		p.kind, p.level = corpus.ListItem, 1
	case utf8.RuneCountInString(text) <= maxCaption && captionStart().MatchString(text):
		p.kind = corpus.Caption
	default:
		if level := t.level(p); level > 0 {
			p.kind, p.level = corpus.Heading, level
		}
	}
}
