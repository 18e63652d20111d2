package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/goccy/go-yaml"
	"github.com/spf13/pflag"
)

// settings are what the operator chooses: flags over IRMTRAIL_* variables over the configuration file over defaults.
type settings struct {
	Data      string        `yaml:"data"`       // folder of everything that irmtrail keeps
	Sources   string        `yaml:"sources"`    // YAML file of what to crawl; "" the built-in list
	Contact   string        `yaml:"contact"`    // address or URL in the User-Agent
	Delay     time.Duration `yaml:"delay"`      // between requests to one host
	ConnectTo []string      `yaml:"connect-to"` // HOST1:PORT1:HOST2:PORT2
	CAFile    string        `yaml:"ca-file"`    // further certificate authorities, PEM
	PerHost   int           `yaml:"per-host"`   // requests at once to a host that connect-to names
	DriveKey  string        `yaml:"drive-api-key"`

	Patience     time.Duration `yaml:"patience"`       // how long a crawl waits for what is not due yet
	MaxDocument  byteSize      `yaml:"max-document"`   // of one document
	MaxTime      time.Duration `yaml:"max-time"`       // of a crawl, 0 no limit
	MaxBytes     byteSize      `yaml:"max-bytes"`      // of a crawl
	HostMaxTime  time.Duration `yaml:"host-max-time"`  // that requests to one host take together in one crawl
	HostMaxBytes byteSize      `yaml:"host-max-bytes"` // of one host in one crawl

	OCRLanguages []string `yaml:"ocr-languages"` // models of tesseract

	LogFormat string `yaml:"log-format"` // text or json
	Quiet     bool   `yaml:"quiet"`
	Verbose   bool   `yaml:"verbose"`

	config string
}

// defaultConfig is read when it is there and no other file is named.
const defaultConfig = "irmtrail.yaml"

func (s *settings) register(flags *pflag.FlagSet) {
	flags.StringVar(&s.Data, "data", "data", "folder that holds archive, records and index")
	flags.StringVar(&s.config, "config", "", "configuration file (default "+defaultConfig+" when it is there)")
	flags.StringVar(&s.Sources, "sources", "", "YAML file of what to crawl (default: opengovpartnership.org)")
	flags.StringVar(&s.Contact, "contact", "", "e-mail or URL that the User-Agent names")
	flags.DurationVar(&s.Delay, "delay", 2*time.Second, "pause between two requests to one host")
	flags.StringArrayVar(&s.ConnectTo, "connect-to", nil, "HOST1:PORT1:HOST2:PORT2, as curl has it, for mirrors and tests (repeatable)")
	flags.StringVar(&s.CAFile, "ca-file", "", "PEM file of further certificate authorities")
	flags.IntVar(&s.PerHost, "per-host", 1, "requests at once to a host that --connect-to names; others get one")
	flags.StringVar(&s.DriveKey, "drive-api-key", "", "API key for files of Google Drive that reports cite (better as IRMTRAIL_DRIVE_API_KEY)")
	flags.DurationVar(&s.Patience, "patience", 65*time.Second, "how long a crawl waits for hosts that asked for a pause and for second tries")
	s.MaxDocument = 100_000_000
	flags.Var(&s.MaxDocument, "max-document", "longest document that is taken")
	flags.DurationVar(&s.MaxTime, "max-time", 0, "end a crawl after this time; the next goes on (default no limit)")
	flags.Var(&s.MaxBytes, "max-bytes", "end a crawl after this many bytes, 20GB (default no limit)")
	flags.DurationVar(&s.HostMaxTime, "host-max-time", 0, "leave a host alone after its answers took this long in a crawl")
	flags.Var(&s.HostMaxBytes, "host-max-bytes", "leave a host alone after this many bytes in a crawl")
	flags.StringArrayVar(&s.OCRLanguages, "ocr-languages", nil, "model of tesseract for pages of unknown language, such as spa (repeatable; default: those installed of eng, spa, fra, por)")
	flags.StringVar(&s.LogFormat, "log-format", "text", "log as text or json")
	flags.BoolVarP(&s.Quiet, "quiet", "q", false, "say only what failed")
	flags.BoolVarP(&s.Verbose, "verbose", "v", false, "say what is done")
}

// resolve fills what no flag of those registered has set, from variables and then from the configuration file.
func (s *settings) resolve(flags *pflag.FlagSet, env func(string) (string, bool)) error {
	file, err := s.file(env)
	if err != nil {
		return err
	}
	var failed error
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Changed || failed != nil {
			return
		}
		if v, ok := env(variable(f.Name)); ok {
			failed = set(flags, f.Name, variable(f.Name), v)
		} else if v, ok := file[f.Name]; ok {
			failed = set(flags, f.Name, f.Name, v)
		}
	})
	if failed != nil {
		return failed
	}
	if s.Delay < 0 {
		return fmt.Errorf("delay must not be negative, as %s is", s.Delay)
	}
	if s.PerHost < 1 || s.MaxTime < 0 || s.HostMaxTime < 0 || s.Patience < 0 {
		return fmt.Errorf("per-host is at least 1, and times must not be negative")
	}
	if s.LogFormat != "text" && s.LogFormat != "json" {
		return fmt.Errorf("log-format is text or json, not %q", s.LogFormat)
	}
	return nil
}

// byteSize is a number of bytes, as people write it: "20GB", "512MiB", "1000".
type byteSize uint64

// Set reads what people write.
func (b *byteSize) Set(text string) error {
	n, err := humanize.ParseBytes(text)
	if err != nil || n > math.MaxInt64 {
		return fmt.Errorf("%q is no number of bytes, such as 20GB", text)
	}
	*b = byteSize(n)
	return nil
}

// String writes the number, "" for none.
func (b *byteSize) String() string {
	if *b == 0 {
		return ""
	}
	return humanize.Bytes(uint64(*b))
}

// Type names the sort of value for the help.
func (b *byteSize) Type() string { return "size" }

// UnmarshalYAML accepts a number or a text.
func (b *byteSize) UnmarshalYAML(text []byte) error {
	return b.Set(strings.Trim(strings.TrimSpace(string(text)), `"'`))
}

func variable(flag string) string {
	return "IRMTRAIL_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

func set(flags *pflag.FlagSet, name, from, value string) error {
	for _, v := range strings.Split(value, "\n") {
		if err := flags.Set(name, v); err != nil {
			return fmt.Errorf("%s: %w", from, err)
		}
	}
	return nil
}

// file reads the configuration file into flag values by name; a list gives one line a value.
func (s *settings) file(env func(string) (string, bool)) (map[string]string, error) {
	path, named := s.config, s.config != ""
	if v, ok := env("IRMTRAIL_CONFIG"); ok && !named {
		path, named = v, true
	}
	if !named {
		path = defaultConfig
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	var known settings
	if err := yaml.UnmarshalWithOptions(text, &known, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("configuration %s: %w", path, err)
	}
	var said map[string]any
	if err := yaml.Unmarshal(text, &said); err != nil {
		return nil, fmt.Errorf("configuration %s: %w", path, err)
	}
	values := map[string]string{}
	for name, v := range said {
		if list, ok := v.([]any); ok {
			var lines []string
			for _, e := range list {
				lines = append(lines, fmt.Sprint(e))
			}
			values[name] = strings.Join(lines, "\n")
			continue
		}
		values[name] = fmt.Sprint(v)
	}
	return values, nil
}
