package corpus

import "strconv"

// Footnote is a note of a report and the place that refers to it.
type Footnote struct {
	FootnoteID    string   `col:"footnote_id,key" doc:"Report id, /fn/, number; section.number where numbering restarts."`
	ReportID      ReportID `col:"report_id,ref=reports" doc:"The report."`
	Number        int      `col:"number" doc:"Number of the note; a roman numeral or a symbol counts by its value or position."`
	Label         string   `col:"label" doc:"Marker as printed: [2], ii, *."`
	Section       string   `col:"section" doc:"Section or file whose numbering it belongs to; null while numbering runs through."`
	Text          string   `col:"text" doc:"All paragraphs of the note without its marker, joined by a newline."`
	Paragraphs    []string `col:"paragraphs" doc:"The paragraphs of the note."`
	MarkerPage    int      `col:"marker_page,null" doc:"Page of the first marker that refers to the note."`
	MarkerStart   *int     `col:"marker_start" doc:"Offset of that marker in the document's text; null when nothing refers to the note."`
	MarkerContext string   `col:"marker_context" doc:"The sentence that carries the marker, as it stands in the text."`
	Evidence
}

// NoteKey names a note inside a document: the number, or section.number where numbering restarts.
func NoteKey(section string, number int) string {
	if section == "" {
		return strconv.Itoa(number)
	}
	return section + "." + strconv.Itoa(number)
}
