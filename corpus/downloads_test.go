package corpus

import "testing"

func TestHeadsDownloads(t *testing.T) {
	for heading, want := range map[string]bool{
		"Downloads": true, " DOWNLOAD\nreport »": true, "Téléchargements :": true, "Transferências:": true, "": false,
		"Downloads of the week": false, "Archivos": true,
	} {
		if got := HeadsDownloads(heading); got != want {
			t.Errorf("HeadsDownloads(%q) = %v", heading, got)
		}
	}
	if len(downloadHeadings()) < 20 {
		t.Errorf("%d phrases", len(downloadHeadings()))
	}
	for phrase := range downloadHeadings() {
		if !HeadsDownloads(phrase) {
			t.Errorf("%q can never be found", phrase)
		}
	}
}
