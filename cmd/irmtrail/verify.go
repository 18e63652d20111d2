package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/ingest/warc"
)

func (a *app) verifyCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Re-read everything and prove every digest and every quote",
		Long: `Re-read every record of the archive and prove its digests, find every payload by its digest, check the
database, and prove for every row of every table that the text between its offsets equals its quote.`,
		Args: exactly(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.reading(cmd.Context(), func(s *store.Store) error {
				v := verification{app: a, store: s}
				for _, step := range []func(*cobra.Command) error{v.archive, v.payloads, v.quotes} {
					if err := step(cmd); err != nil {
						return err
					}
				}
				if v.problems > 0 {
					return fmt.Errorf("%s found", plural(v.problems, "problem"))
				}
				fmt.Fprintf(a.out, "All well: %s of the archive, %s by digest, %s.\n",
					plural(v.records, "record"), plural(v.found, "payload"), plural(v.proved, "quote"))
				return nil
			})
		},
	}
}

// verification counts what was proved.
type verification struct {
	app      *app
	store    *store.Store
	records  int
	found    int
	proved   int
	problems int
}

func (v *verification) problem(format string, args ...any) {
	v.problems++
	fmt.Fprintf(v.app.out, format+"\n", args...)
}

func (v *verification) archive(cmd *cobra.Command) (err error) {
	v.records, err = v.app.archiveReader().Verify(cmd.Context(), func(p warc.Problem) error {
		v.problem("archive %s at %d: %s: %s", p.File, p.Offset, p.Code, p.Message)
		return nil
	})
	return err
}

func (v *verification) payloads(cmd *cobra.Command) error {
	from := payloads{v.store, v.app.archiveReader()}
	return v.store.Payloads(cmd.Context(), func(p corpus.Payload) error {
		if _, _, err := from.Payload(cmd.Context(), p.Digest); err != nil {
			v.problem("payload %s: %s", p.Digest, plain(err.Error()))
			return cmd.Context().Err()
		}
		v.found++
		return nil
	})
}

func (v *verification) quotes(cmd *cobra.Command) error {
	proved, err := v.store.VerifyQuotes(cmd.Context(), func(p store.Problem) { v.problem("%s", plain(p.Error())) })
	v.proved = proved
	return err
}
