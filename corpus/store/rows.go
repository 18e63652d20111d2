package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"strings"

	"github.com/irmtrail/irmtrail/corpus/schema"
	"github.com/irmtrail/irmtrail/corpus/sqlite"
)

// Rows yields the records of type T that the clause selects ("WHERE report_id = ? ORDER BY number"), or all of them for
// "". The clause is ours, never a user's; values come by args.
func Rows[T any](ctx context.Context, s *Store, clause string, args ...any) iter.Seq2[T, error] {
	return rows[T](ctx, s.reader, clause, args...)
}

// List returns the records of type T that the clause selects.
func List[T any](ctx context.Context, s *Store, clause string, args ...any) ([]T, error) {
	return list[T](ctx, s.reader, clause, args...)
}

// Get returns the record of type T with the key; ok is false when there is none.
func Get[T any](ctx context.Context, s *Store, key string) (row T, ok bool, err error) {
	return get[T](ctx, s.reader, key)
}

func get[T any](ctx context.Context, q sqlite.Querier, key string) (row T, ok bool, err error) {
	found, err := list[T](ctx, q, "WHERE "+quoted(tableOf[T]().KeyColumn().Name)+" = ?", key)
	if err != nil || len(found) == 0 {
		return row, false, err
	}
	return found[0], true, nil
}

func list[T any](ctx context.Context, q sqlite.Querier, clause string, args ...any) ([]T, error) {
	var out []T
	for row, err := range rows[T](ctx, q, clause, args...) {
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}

func rows[T any](ctx context.Context, q sqlite.Querier, clause string, args ...any) iter.Seq2[T, error] {
	table := tableOf[T]()
	return func(yield func(T, error) bool) {
		var zero T
		query := "SELECT " + columnList(table) + " FROM " + table.Name + " " + clause
		found, err := q.QueryContext(ctx, query, args...)
		if err != nil {
			yield(zero, fmt.Errorf("read %s: %w", table.Name, err))
			return
		}
		defer found.Close()
		cells := make([]any, len(table.Columns))
		scan := make([]any, len(cells))
		for i := range cells {
			scan[i] = &cells[i]
		}
		for found.Next() {
			var row T
			err := found.Scan(scan...)
			for i := 0; err == nil && i < len(cells); i++ {
				err = table.Columns[i].Set(&row, cells[i])
			}
			if err != nil {
				yield(zero, fmt.Errorf("read %s: %w", table.Name, err))
				return
			}
			if !yield(row, nil) {
				return
			}
		}
		if err := found.Err(); err != nil {
			yield(zero, fmt.Errorf("read %s: %w", table.Name, err))
		}
	}
}

// rowsAtOnce is how many records one statement inserts, where there are as many: most of the time of a single insert is
// spent around it.
const rowsAtOnce = 8

// insert adds records; a record whose key is there already replaces it where replace is set.
func insert[T any](ctx context.Context, q sqlite.Querier, replace bool, records ...T) error {
	table := tableOf[T]()
	for len(records) > 0 {
		n := 1
		if len(records) >= rowsAtOnce {
			n = rowsAtOnce
		}
		args := make([]any, 0, n*len(table.Columns))
		for i := range n {
			for _, c := range table.Columns {
				args = append(args, c.SQL(&records[i]))
			}
		}
		if _, err := q.ExecContext(ctx, insertStatement(table, n, replace), args...); err != nil {
			return fmt.Errorf("store %s %v: %w", table.Name, table.KeyColumn().Value(&records[0]), err)
		}
		records = records[n:]
	}
	return nil
}

func insertStatement(table schema.Table, n int, replace bool) string {
	row := "(" + strings.TrimSuffix(strings.Repeat("?, ", len(table.Columns)), ", ") + ")"
	query := "INSERT INTO " + table.Name + " (" + columnList(table) + ") VALUES " + strings.TrimSuffix(strings.Repeat(row+", ", n), ", ")
	if replace {
		query += onConflict(table)
	}
	return query
}

func onConflict(table schema.Table) string {
	key := table.KeyColumn().Name
	var sets []string
	for _, c := range table.Columns {
		if c.Name != key {
			sets = append(sets, quoted(c.Name)+" = excluded."+quoted(c.Name))
		}
	}
	return " ON CONFLICT (" + quoted(key) + ") DO UPDATE SET " + strings.Join(sets, ", ")
}

func columnList(table schema.Table) string {
	names := make([]string, len(table.Columns))
	for i, c := range table.Columns {
		names[i] = quoted(c.Name)
	}
	return strings.Join(names, ", ")
}

// quoted quotes a column name: "end" and "check" are words of SQL.
func quoted(name string) string { return `"` + name + `"` }

// tableOf returns the table of a record type. Types that are no table are a mistake of ours, seen in the first test.
func tableOf[T any]() schema.Table {
	row := reflect.TypeFor[T]()
	for _, t := range tables {
		if t.Row == row {
			return t
		}
	}
	panic(fmt.Sprintf("store: %s is no table", row))
}

var tables = schema.Tables()

// idsOf returns the one column that a query selects.
func idsOf[T ~string](ctx context.Context, q sqlite.Querier, query string, args ...any) (ids []T, err error) {
	found, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	for found.Next() {
		var id T
		if err := found.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, errors.Join(found.Err(), found.Close())
}
