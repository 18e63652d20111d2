package sheet_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/extract/officedoc/sheet"
)

// book makes a file of two sheets, one of them hidden.
func book(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	steps := []error{f.SetSheetName("Sheet1", "Asistencia")}
	set := func(cell string, v any) { steps = append(steps, f.SetCellValue("Asistencia", cell, v)) }
	set("B1", "Lista de asistencia")
	for i, row := range [][]string{{"Nombre", "Cargo", "Institución"}, {"La presidencia", "Directora", "Ministerio"}, {"La secretaría", "Técnico", "Fundación\nVerde"}} {
		for j, s := range row {
			cell, err := excelize.CoordinatesToCellName(j+2, i+4)
			steps = append(steps, err)
			set(cell, s)
		}
	}
	set("B9", 0.25)
	set("C9", 1234.5)
	percent, err := f.NewStyle(&excelize.Style{NumFmt: 9})
	steps = append(steps, err, f.SetCellStyle("Asistencia", "B9", "B9", percent), f.MergeCell("Asistencia", "C5", "C6"))
	_, err = f.NewSheet("Oculta")
	steps = append(steps, err, f.SetCellValue("Oculta", "A1", "nobody sees this"), f.SetSheetVisible("Oculta", false))
	var b bytes.Buffer
	steps = append(steps, f.Write(&b), f.Close())
	if err := errors.Join(steps...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// printed prints blocks, and cells with their spans.
func printed(c *corpus.Content) string {
	var sb strings.Builder
	for i := range c.Blocks {
		b := &c.Blocks[i]
		fmt.Fprintf(&sb, "%s %q\n", b.Kind, b.Text())
		for _, cell := range b.Cells {
			fmt.Fprintf(&sb, "  %d,%d +%d+%d %v %q\n", cell.Row, cell.Col, cell.RowSpan, cell.ColSpan, cell.Header, c.Text().Slice(cell.Start, cell.End))
		}
	}
	return sb.String()
}

func TestXLSX(t *testing.T) {
	c, err := sheet.Read(book(t))
	if err != nil {
		t.Fatal(err)
	}
	want := `heading "Asistencia"
paragraph "Lista de asistencia"
table "Nombre\tCargo\tInstitución\nLa presidencia\tDirectora\tMinisterio\nLa secretaría\tFundación\nVerde"
  0,0 +0+0 true "Nombre"
  0,1 +0+0 true "Cargo"
  0,2 +0+0 true "Institución"
  1,0 +0+0 false "La presidencia"
  1,1 +2+0 false "Directora"
  1,2 +0+0 false "Ministerio"
  2,0 +0+0 false "La secretaría"
  2,2 +0+0 false "Fundación\nVerde"
table "25%\t1234.5"
  0,0 +0+0 false "25%"
  0,1 +0+0 false "1234.5"
`
	if got := printed(c); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCSV(t *testing.T) {
	for _, x := range []struct{ name, text, want string }{
		{"commas", "Name,Role\n\"Chair, the\",Minister\n", "table \"Name\\tRole\\nChair, the\\tMinister\"\n"},
		{"semicolons and decimal commas", "\ufeffNombre;Monto\nUno;1,5\nDos;2,5\n", "table \"Nombre\\tMonto\\nUno\\t1,5\\nDos\\t2,5\"\n"},
		{"tabs", "a\tb\nc\td\n", "table \"a\\tb\\nc\\td\"\n"},
		{"latin 1", "A\xf1o,Total\n2020,3\n", "table \"Año\\tTotal\\n2020\\t3\"\n"},
		{"an open quote", "a,b\n\"c,d\n", ""},
	} {
		c, err := sheet.ReadCSV([]byte(x.text), "text/csv")
		if err != nil {
			t.Errorf("%s: %v", x.name, err)
			continue
		}
		var got string
		for line := range strings.Lines(printed(c)) {
			if !strings.HasPrefix(line, "  ") {
				got += line
			}
		}
		if x.want != "" && got != x.want {
			t.Errorf("%s: got %s want %s", x.name, got, x.want)
		}
	}
}

func TestFaults(t *testing.T) {
	whole := book(t)
	for name, payload := range map[string][]byte{"cut": whole[:len(whole)/2], "none": []byte("PK\x03\x04"), "words": []byte("no zip")} {
		_, err := sheet.Read(payload)
		var fault *corpus.ReadError
		if !errors.As(err, &fault) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := sheet.ReadCSV([]byte("\n\n , ,\n"), "")
	var fault *corpus.ReadError
	if !errors.As(err, &fault) || fault.Code != "no_text" {
		t.Errorf("empty: %v", err)
	}
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte("a,b\n\"c\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := sheet.ReadCSV(b, "")
		if err != nil {
			return
		}
		for i := range c.Blocks {
			for _, cell := range c.Blocks[i].Cells {
				if cell.Start > cell.End || cell.End > c.Blocks[i].End || cell.Start < c.Blocks[i].Start {
					t.Errorf("cell %+v outside its block", cell)
				}
			}
		}
	})
}
