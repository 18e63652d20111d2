package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/google/renameio/v2"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/schema"
	"github.com/irmtrail/irmtrail/corpus/store"
)

// Output rules. Tables of people: one row a line, columns padded by text/tabwriter. Rows for programs (--json): one JSON
// object a line, with the columns of the schema. Text of documents is printed through plain, since it is of strangers.

func tableNames() []string {
	var names []string
	for _, t := range schema.Tables() {
		names = append(names, t.Name)
	}
	return names
}

// allowed refuses values that the column of a table cannot have.
func allowed[T any](column string, values ...string) error {
	c, _ := schema.Of[T]("", "").Column(column)
	for _, v := range values {
		if v != "" && !slices.Contains(c.Enum, v) {
			return usageError{fmt.Errorf("no %s %q: there are %s", column, v, strings.Join(c.Enum, ", "))}
		}
	}
	return nil
}

// known refuses a key that no row has; "" asks for none.
func known[T any](ctx context.Context, s *store.Store, key string) error {
	if key == "" {
		return nil
	}
	_, ok, err := store.Get[T](ctx, s, key)
	if err == nil && !ok {
		err = fmt.Errorf("%s is not in the records (see: irmtrail export --tables reports)", key)
	}
	return err
}

// printRows prints records as JSON Lines with the columns of their table.
func printRows[T any](w io.Writer, rows []T) error {
	table := schema.Of[T]("", "")
	for i := range rows {
		if _, err := fmt.Fprintf(w, "%s\n", table.JSON(&rows[i])); err != nil {
			return err
		}
	}
	return nil
}

// printJSON prints any other value as indented JSON.
func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// plain makes text of strangers safe for a terminal: control characters, which could move the cursor or change colours,
// become visible, and so does what would turn the direction of writing around.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return '\uFFFD'
		}
		return r
	}, s)
}

// oneLine is plain with white space collapsed, cut to at most n characters.
func oneLine(s string, n int) string {
	r := []rune(strings.Join(strings.Fields(plain(s)), " "))
	if len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return string(r)
}

// showTable prints the rows of a table that were read in a document, each as {"table": ..., "row": ...}.
func showTable[T any](ctx context.Context, w io.Writer, s *store.Store, name, column string, id corpus.DocumentID) error {
	table := schema.Of[T](name, "")
	order := " = ? ORDER BY " + table.KeyColumn().Name
	for row, err := range store.Rows[T](ctx, s, "WHERE "+column+order, id) {
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "{\"table\":%q,\"row\":%s}\n", name, table.JSON(&row)); err != nil {
			return err
		}
	}
	return nil
}

// replacing writes a file that is there whole or not at all.
func replacing(path string, write func(io.Writer) error) error {
	f, err := renameio.NewPendingFile(path, renameio.WithPermissions(0o644))
	if err != nil {
		return err
	}
	defer func() { _ = f.Cleanup() }() // of no effect when it was replaced
	if err := write(f); err != nil {
		return err
	}
	return f.CloseAtomicallyReplace()
}
