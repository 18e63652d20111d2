package corpus

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed downloads.yaml
var downloadsYAML []byte

// maxHeading is longer than any phrase of downloads.yaml with the signs around it.
const maxHeading = 200

// downloadHeadings returns the phrases of all languages.
var downloadHeadings = sync.OnceValue(func() map[string]bool {
	var byLanguage map[Language][]string
	if err := yaml.UnmarshalWithOptions(downloadsYAML, &byLanguage, yaml.Strict()); err != nil {
		panic(fmt.Sprintf("embedded downloads.yaml: %v", err))
	}
	all := map[string]bool{}
	for _, phrases := range byLanguage {
		for _, phrase := range phrases {
			all[phrase] = true
		}
	}
	return all
})

// HeadsDownloads reports whether a heading says that files to download follow, whatever its case and whatever signs stand
// around it ("Downloads:", "Télécharger »"). The crawler asks it where a page offers files, the readers which part of it
// is no text of the report.
func HeadsDownloads(heading string) bool {
	if len(heading) > maxHeading {
		return false
	}
	heading = strings.Join(strings.Fields(strings.ToLower(heading)), " ")
	return downloadHeadings()[strings.Trim(heading, " »›→>«:.…↓")]
}
