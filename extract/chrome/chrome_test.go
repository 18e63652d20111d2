package chrome

import "testing"

func TestLine(t *testing.T) {
	tests := []struct {
		line string
		want Role
	}{
		{"Skip Navigation", Furniture},
		{"SKIP NAVIGATION", Furniture},
		{"Filed under: IRM IRM Report", Furniture},
		{"Filed underneath the old law", Text},
		{"No comments yet.", Comments},
		{"Leave a Reply", Comments},
		{"Deja una respuesta", Comments},
		{"Aún no hay comentarios", Comments},
		{"Downloads", Downloads},
		{"Téléchargements", Downloads},
		{"Transferências:", Downloads},
		{"Your email address will not be published. Required fields are marked *", Furniture},
		{"Publicado en el Diario Oficial", Text}, // WordPress writes so above categories, governments of their laws
		{"Completion", Text},
		{"", Text},
		{"The committee left a reply.", Text},
	}
	for _, tt := range tests {
		if got := Load().Line(tt.line); got != tt.want {
			t.Errorf("%q: got %d, want %d", tt.line, got, tt.want)
		}
	}
}

func TestBack(t *testing.T) {
	for _, s := range []string{"↩", "↩︎", "^", "↑", " ⤴ ", "Jump up", "Jump up ^", "↑ Volver", "Retour"} {
		if !Load().Back(s) {
			t.Errorf("%q leads back", s)
		}
	}
	for _, s := range []string{"", " ", "[1]", "1", "a", "Backyard", "Volver a Madrid"} {
		if Load().Back(s) {
			t.Errorf("%q does not lead back", s)
		}
	}
}

func TestNames(t *testing.T) {
	tests := []struct {
		attribute string
		want      Class
	}{
		{"wp-block-footnotes", Notes},
		{"PostDetail-module-scss-module__UQuRMa__footnotes", Notes},
		{"_idFootnote", Notes},
		{"MsoFootnoteText", Notes},
		{"notas-al-pie", Notes},
		{"single has-footnotes", 0},
		{"footnote-114-backlink", 0},
		{"easy-footnote-to-top", BackLink | Notes},
		{"MsoFootnoteReference", Superscript | Notes},
		{"modern-footnotes-footnote__note", Tooltip | Notes},
		{"tooltiptext", Tooltip},
		{"c-glossary__tooltip", 0},
		{"glossary__tooltip-text", Tooltip},
		{"tooltip", Bubble},
		{"social-share", Clutter},
		{"material-icons m-space", Icon},
		{"screen-reader-text", Hidden},
		{"entry-content", Main},
		{"note", 0},
		{"", 0},
	}
	for _, tt := range tests {
		if got := Load().Names(tt.attribute); got != tt.want {
			t.Errorf("%q: got %b, want %b", tt.attribute, got, tt.want)
		}
	}
}

func TestDraft(t *testing.T) {
	if !Load().Draft("For Public Comment") || !Load().Draft("Versión para comentarios públicos") {
		t.Error("a draft is not seen as one")
	}
	if Load().Draft("Open Government Partnership") {
		t.Error("a site's name is no draft")
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := parse(); err != nil {
			b.Fatal(err)
		}
	}
}
