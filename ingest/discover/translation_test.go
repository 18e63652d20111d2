package discover

import (
	"fmt"
	"strings"
	"testing"

	"github.com/irmtrail/irmtrail/corpus"
)

// alternatesOf returns the translations of a page as a test writes them, without the host.
func alternatesOf(html, at string) string {
	p := ReadPage([]byte(html), "https://www.example.org/documents/report/")
	return strings.ReplaceAll(strings.Trim(fmt.Sprint(p.Alternates), "[]"), at, "")
}

// Switchers of several plugins, systems and themes, on an English page.
func TestTranslations(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{"link elements", `<link rel="alternate" hreflang="en-us" href="/documents/report/"><link rel="alternate" hreflang="es" href="/es/documents/informe/"><link rel="alternate" hreflang="x-default" href="/documents/default/">`, "/es/documents/informe/"},
		{"feeds and formats", `<link rel="alternate" type="application/rss+xml" href="/feed/"><link rel="alternate" type="application/json" href="/x.json">`, ""},
		{"itself under its canonical address", `<link rel="canonical" href="/documents/the-report/"><link rel="alternate" hreflang="en" href="/documents/the-report/"><link rel="alternate" hreflang="fr" href="/fr/r/">`, "/fr/r/"},
		{"WPML", `<div class="wpml-ls-statics-shortcode_actions wpml-ls"><ul><li class="wpml-ls-item wpml-ls-item-en wpml-ls-current-language"><a href="/documents/report/" class="wpml-ls-link"><span class="wpml-ls-native">English</span></a></li><li class="wpml-ls-item wpml-ls-item-es"><a href="/es/documents/informe/" class="wpml-ls-link"><span class="wpml-ls-native" lang="es">Español</span></a></li></ul></div>`, "/es/documents/informe/"},
		{"WPML in a menu", `<ul class="menu"><li class="menu-item wpml-ls-item wpml-ls-item-fr"><a href="/fr/documents/rapport/"><span>FR</span></a></li><li class="menu-item"><a href="/documents/other/">Other</a></li></ul>`, "/fr/documents/rapport/"},
		{"Polylang", `<li class="lang-item lang-item-9 lang-item-pt"><a lang="pt-BR" hreflang="pt-BR" href="/pt/documents/relatorio/">Português</a></li><li class="lang-item no-translation"><a lang="fr-FR" hreflang="fr-FR" href="/fr/">Français</a></li>`, "/pt/documents/relatorio/"},
		{"Drupal", `<ul class="links"><li hreflang="en" class="is-active"><a href="/documents/report" class="language-link is-active" hreflang="en">English</a></li><li hreflang="es"><a href="/es/documents/informe" class="language-link" hreflang="es">Español</a></li></ul>`, "/es/documents/informe"},
		{"class of the link", `<nav><a class="btn lang-es" href="/?p=12&lang=es">ES</a><a class="lang-nav" href="/documents/other/">x</a></nav>`, "/?p=12&lang=es"},
		{"words", `<p>Read this page: <a href="/es/documents/informe/">en español</a> | <a href="/fr/documents/rapport/"> Français </a></p>`, "/es/documents/informe/ /fr/documents/rapport/"},
		{"another host of the site", `<a hreflang="es" href="https://es.example.org/informe/">Español</a>`, "https://es.example.org/informe/"},
		{"files and other sites", `<a href="/uploads/Report_ES.pdf">Español</a><a hreflang="fr" href="https://gouv.example/rapport">Rapport</a><a href="#es" hreflang="es">Español</a>`, ""},
		{"same language", `<a lang="en" href="/documents/other/">Other</a><a hreflang="en-GB" href="/documents/third/">Third</a>`, "/documents/third/"},
		{"a paragraph in another language", `<p lang="es">Véase <a href="/es/documents/otro/">otro</a>.</p>`, ""},
		{"twice", `<link rel="alternate" hreflang="es" href="/es/documents/informe/"><div class="language-switcher"><a href="/es/documents/informe">ES</a></div>`, "/es/documents/informe/"},
	} {
		html := `<html lang="en-US"><head></head><body>` + c.html
		if strings.HasPrefix(c.html, "<link") {
			html = `<html lang="en-US"><head>` + c.html
		}
		if got := alternatesOf(html, "https://www.example.org"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestPageHead(t *testing.T) {
	p := ReadPage(sample(t, "page_head.html"), "https://www.example.org/?p=51234")
	if len(p.Alternates) != 1 || len(p.Links()) != 4 {
		t.Errorf("alternates %q, links %q", p.Alternates, p.Links())
	}
	for html, want := range map[string]string{
		`<html lang="pt_BR">`:  "pt-BR",
		`<html xml:lang="fr">`: "fr",
		`<html lang="x">`:      "",
		`<p lang="es">`:        "",
		`<html lang=" es ">`:   "es",
		`<html lang="english, or whatever comes to mind">`: "",
	} {
		if d, ok := parse([]byte(html), "https://example.org/x", true); !ok || string(d.language) != want {
			t.Errorf("%s: %q", html, d.language)
		}
	}
}

func TestTag(t *testing.T) {
	for s, want := range map[string]corpus.Language{
		"es": "es", " pt_BR\n": "pt-BR", "zh-Hans-CN": "zh-Hans-CN", "fil": "fil", "es-419": "es-419", "ES": "ES",
		"": "", "e": "", "e1": "", "english": "", "x-default": "", "es-": "", "es--MX": "", "es-M": "", "es-123456789": "", "es MX": "", "añ": "", "es-ñu": "",
	} {
		if got := tagOf(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}
