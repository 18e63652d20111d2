package roughweb

import (
	"fmt"
	"html"
	"net/http"
	"strings"
)

const (
	mediaHTML = "text/html; charset=UTF-8"
	mediaPDF  = "application/pdf"
)

// minutes is a whole page of minutes. The name makes it different from every other one.
func minutes(name string) []byte {
	return []byte(fmt.Sprintf(`<!DOCTYPE html>
<html lang="en"><head><meta charset="UTF-8"><title>Minutes of the committee, %[1]s</title></head>
<body><main><h1>Minutes of the committee</h1>
<p>Session held on 12 May 2022 in the building of the ministry. The file of this session is kept under %[1]s.</p>
<p>Present were the members of the committee for open government, three officials of the ministry and four
representatives of civil society. The chair opened the session at ten and read the agenda, which was adopted.</p>
<p>Agreement 1. The secretariat publishes the inventory of data sets by the end of the month.</p>
<p>Agreement 2. The members send their comments on the draft to the secretariat within two weeks.</p>
</main></body></html>
`, html.EscapeString(name)))
}

// short is a page of one sentence.
func short(w http.ResponseWriter, status int, title, body string) {
	w.Header().Set("Content-Type", mediaHTML)
	w.WriteHeader(status)
	fmt.Fprintf(w, "<!DOCTYPE html>\n<html lang=\"en\"><head><title>%s</title></head><body>%s</body></html>\n", html.EscapeString(title), body)
}

// document sends minutes that belong to the address.
func document(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", mediaHTML)
	_, _ = w.Write(minutes(hostname(r.Host) + r.URL.Path))
}

// pdf is a file of one page (ISO 32000-1) whose text is one line.
func pdf(line string) []byte {
	line = strings.NewReplacer(`\`, "", "(", "", ")", "").Replace(line)
	content := "BT /F1 12 Tf 60 780 Td (" + line + ") Tj ET"
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	}
	var b strings.Builder
	b.WriteString("%PDF-1.4\n")
	xref := fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for i, o := range objects {
		xref += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", xref, len(objects)+1, at)
	return []byte(b.String())
}

// attach sends a file as share services do.
func attach(w http.ResponseWriter, media, name string, body []byte) {
	w.Header().Set("Content-Type", media)
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
	_, _ = w.Write(body)
}

// goTo answers with a redirect and nothing that a handler of the standard library would add.
func goTo(w http.ResponseWriter, status int, to string) {
	w.Header()["Location"] = []string{to}
	w.WriteHeader(status)
}
