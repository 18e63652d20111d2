package resolve

import (
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/irmtrail/irmtrail/corpus"
	"github.com/irmtrail/irmtrail/corpus/corpustest"
)

// sample reads a shared page; without it the test is skipped, but not where everything must run.
func sample(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(corpustest.Shared(t, "data/web_samples", name))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// shown is a page with status 200.
func shown(html string) Answer {
	return Answer{Status: 200, Header: http.Header{}, MediaType: "text/html", Payload: []byte(html), Outcome: corpus.Fetched}
}

// said with another status is a page as well.
func shownWith(status int, outcome corpus.Outcome, html string) Answer {
	a := shown(html)
	a.Status, a.Outcome, a.Error = status, outcome, "The server answered so."
	return a
}

func moved(to string) Answer {
	return Answer{Status: 302, Location: corpus.URL(to), Outcome: corpus.Redirected}
}

func status(s int, o corpus.Outcome) Answer {
	return Answer{Status: s, Header: http.Header{}, Outcome: o, Error: "The server answered so."}
}

const viewFile = "https://drive.google.com/file/d/" + id + "/view"

// want is a verdict in short: outcome, fault, and how it goes on.
type want struct {
	outcome corpus.Outcome
	fault   corpus.Fault
	next    string
	via     string
}

func check(t *testing.T, name string, v Verdict, w want) {
	t.Helper()
	next, via := "", ""
	if v.Next != nil {
		next, via = string(v.Next.URL), v.Next.Via
	}
	if got := (want{v.Outcome, v.Fault, next, via}); got != w {
		t.Errorf("%s:\n got %+v\nwant %+v", name, got, w)
	}
	if v.Next == nil && !v.Outcome.Got() && v.Error == "" {
		t.Errorf("%s: no word of why", name)
	}
	if v.Fault == "" && !v.Outcome.Got() && v.Outcome != corpus.Redirected {
		t.Errorf("%s: no fault", name)
	}
}

func TestDrivePages(t *testing.T) {
	plan := PlanOf(viewFile)
	form := "https://drive.usercontent.google.com/download?confirm=t&export=download&id=" + id + "&uuid=00000000-0000-4000-8000-000000000000"
	for _, c := range []struct {
		file  string
		want  want
		waits bool
	}{
		{"drive_virus_scan.html", want{outcome: corpus.Redirected, next: form, via: Drive}, false},
		{"drive_no_download.html", want{outcome: corpus.HTTPError, fault: corpus.FaultForbiddenOwner}, false},
		{"drive_quota.html", want{outcome: corpus.HTTPError, fault: corpus.FaultQuota}, true},
		{"drive_folder_embedded.html", want{outcome: corpus.HTTPError, fault: corpus.FaultPageInstead}, false},
	} {
		html := strings.ReplaceAll(string(sample(t, c.file)), "FILEID_FILEID_FILEID_FILEID_00", id)
		v := Judge(plan, shown(html))
		check(t, c.file, v, c.want)
		if (v.Wait > 0) != c.waits {
			t.Errorf("%s waits %s", c.file, v.Wait)
		}
		if v.Next != nil {
			check(t, c.file+" twice", Judge(*v.Next, shown(html)), want{outcome: corpus.HTTPError, fault: corpus.FaultPageInstead})
		}
	}
	folder := PlanOf("https://drive.google.com/drive/folders/" + id)
	check(t, "folder", Judge(folder, shown(string(sample(t, "drive_folder_embedded.html")))), want{outcome: corpus.Fetched})
}

// refusedDownload is the page of a refused download, in the words given.
func refusedDownload(title, caption, sub string) string {
	return `<html><head><title>` + title + `</title></head><body><p class="uc-error-caption">` + caption + `</p><p class="uc-error-subcaption">` + sub + `</p></body></html>`
}

func TestJudge(t *testing.T) {
	drive := PlanOf(viewFile)
	keyed := PlanOf(viewFile + "?resourcekey=" + key)
	doc := PlanOf("https://docs.google.com/document/d/" + id + "/edit")
	drop := PlanOf("https://www.dropbox.com/s/abc/M.pdf?dl=0")
	share := PlanOf("https://gov.sharepoint.com/:b:/s/x/TOKEN")
	one := PlanOf("https://onedrive.live.com/?cid=C&id=C!1")
	boxed := PlanOf("https://app.box.com/s/abc")
	folder := PlanOf("https://drive.google.com/drive/folders/" + id)
	open := PlanOf("https://drive.google.com/open?id=" + id)
	direct := PlanOf("https://gov.example/a/report")
	short := PlanOf("https://lnkd.in/abc")
	file := shown("<html>a file that is HTML</html>")
	file.Header.Set("Content-Disposition", `attachment; filename="a.html"`)
	pdf := Answer{Status: 200, Header: http.Header{}, MediaType: "application/pdf", Outcome: corpus.Fetched}
	challenged := shownWith(403, corpus.HTTPError, "<p>x")
	challenged.Header.Set("Cf-Mitigated", "challenge")
	down := "https://drive.usercontent.google.com/download?id=" + id + "&export=download"
	openURL := "https://drive.google.com/open?id=" + id
	export := "https://docs.google.com/document/d/" + id + "/export?format="
	var (
		fetched  = want{outcome: corpus.Fetched}
		login    = want{outcome: corpus.LoginRequired, fault: corpus.FaultLogin}
		notFound = want{outcome: corpus.NotFound, fault: corpus.FaultNotFound}
		soft     = want{outcome: corpus.NotFound, fault: corpus.FaultSoftNotFound}
		gone     = want{outcome: corpus.Gone, fault: corpus.FaultGone}
		page     = want{outcome: corpus.HTTPError, fault: corpus.FaultPageInstead}
		quota    = want{outcome: corpus.HTTPError, fault: corpus.FaultQuota}
		owner    = want{outcome: corpus.HTTPError, fault: corpus.FaultForbiddenOwner}
		malware  = want{outcome: corpus.HTTPError, fault: corpus.FaultMalware}
		human    = want{outcome: corpus.HTTPError, fault: corpus.FaultChallenge}
		robot    = want{outcome: corpus.HTTPError, fault: corpus.FaultRateLimited}
		noMove   = want{outcome: corpus.HTTPError, fault: corpus.FaultBadRedirect}
	)
	to := func(u, via string) want { return want{corpus.Redirected, "", u, via} }
	for _, c := range []struct {
		name   string
		plan   Plan
		answer Answer
		want   want
	}{
		{"page", direct, shown("<html>"), fetched},
		{"file", drive, file, fetched},
		{"PDF without disposition", drive, pdf, fetched},
		{"view page", drive, shown("<title>Minuta.pdf - Google Drive</title>"), page},
		{"old confirmation", drive, shown(`<a href="/uc?export=download&confirm=AbC&id=` + id + `">anyway</a>`), to("https://drive.google.com/uc?export=download&confirm=AbC&id="+id, Drive)},
		{"confirmation keeps the key", keyed, shown(`<a id="uc-download-link" href="/uc?export=download&confirm=AbC&id=` + id + `">anyway</a>`), to("https://drive.google.com/uc?export=download&confirm=AbC&id="+id+"&resourcekey="+key, Drive)},
		{"form keeps the key", keyed, shown(`<form id="downloadForm" action="/uc"><input type=hidden name=id value="` + id + `"><input type=hidden name=at value="a b"></form>`), to("https://drive.google.com/uc?at=a+b&id="+id+"&resourcekey="+key, Drive)},
		{"form of another file", drive, shown(`<form id="download-form" action="/uc"><input type=hidden name=id value="another_another_another"></form>`), page},
		{"form elsewhere", drive, shown(`<form id="download-form" action="https://evil.example/uc?id=` + id + `"></form>`), page},
		{"form of no address", drive, shown(`<form id="download-form" action="//["></form>`), page},
		{"link of no address", drive, shown(`<a id="uc-download-link" href="//[">x</a>`), page},
		{"form that posts", drive, shown(`<form id="download-form" method=post action="/uc?id=` + id + `"></form>`), page},
		{"no such file", doc, shown("<title>Google Docs</title><p>Sorry, the file you\nhave requested does not exist.</p>"), notFound},
		{"no existe", doc, shown("<title>Google Docs</title><p>El archivo que has solicitado no existe.</p>"), notFound},
		{"login page", drive, shown("<title>Sign in - Google Accounts</title>"), login},
		{"login page of any language", drive, shown(`<title>Войти</title><form action="https://accounts.google.com/v3/signin/x"><input id="identifierId"></form>`), login},
		{"request for access", drive, shown("<title>Você precisa de acesso</title>"), login},
		{"401", drive, status(401, corpus.LoginRequired), login},
		{"quota with 403", drive, shownWith(403, corpus.HTTPError, refusedDownload("Google Drive", "No.", "Demasiados usuarios han visto o descargado este archivo recientemente.")), quota},
		{"quota with 429", drive, shownWith(429, corpus.HTTPError, refusedDownload("Google Drive - Quota exceeded", "", "")), quota},
		{"quota in French", drive, shown(refusedDownload("Google Drive", "", "Un trop grand nombre d’utilisateurs ont consulté ce fichier.")), quota},
		{"quota in Portuguese", drive, shown(refusedDownload("Google Drive", "", "Muitos usuários visualizaram este arquivo recentemente.")), quota},
		{"owner in Spanish", drive, shown(refusedDownload("Google Drive", "El propietario no te ha dado permiso.", "")), owner},
		{"infected", drive, shown(refusedDownload("Google Drive - Infected file", "Sorry, this file is infected with a virus.", "Only the owner is allowed to download infected files.")), malware},
		{"refused in unknown words", drive, shown(refusedDownload("Google Drive", "Rất tiếc.", "")), page},
		{"words of quota elsewhere", drive, shown(`<title>Minuta</title><p>Demasiados usuarios</p>`), page},
		{"in the trash", drive, shown("<title>File is in owner's trash</title>"), gone},
		{"taken down", drive, shown("<p>We're sorry. You can't access this item because it is in violation of our Terms of Service.</p>"), gone},
		{"login", drive, moved("https://accounts.google.com/ServiceLogin?continue=x"), login},
		{"login of an export", doc, moved("https://accounts.google.com/v3/signin/identifier?x"), login},
		{"login elsewhere", direct, moved("https://login.microsoftonline.com/x"), login},
		{"login by path", direct, moved("https://gov.example/wp-login.php?redirect_to=x"), login},
		{"statutes", PlanOf("http://sso.agc.gov.sg/Act"), moved("https://sso.agc.gov.sg/Act"), to("https://sso.agc.gov.sg/Act", Direct)},
		{"robot page", drive, moved("https://www.google.com/sorry/index?continue=x"), robot},
		{"robot page with 429", drive, shownWith(429, corpus.HTTPError, `<form id="captcha-form" action="index"></form>`), robot},
		{"automated queries", doc, shownWith(403, corpus.HTTPError, `<p>Your computer or network may be sending automated queries.</p>`), robot},
		{"download host", drive, moved(down), to(down, Drive)},
		{"download host keeps the key", keyed, moved(down), to(down+"&resourcekey="+key, Drive)},
		{"export host", doc, moved("https://doc-0s-docstext.googleusercontent.com/export/x"), to("https://doc-0s-docstext.googleusercontent.com/export/x", DocsExport)},
		{"document back to its page", doc, moved("https://docs.google.com/document/d/" + id + "/edit"), to("https://docs.google.com/document/d/"+id+"/edit", DocsExport)},
		{"document under another user", doc, moved("https://docs.google.com/document/u/0/d/" + id + "/export?format=pdf"), to("https://docs.google.com/document/u/0/d/"+id+"/export?format=pdf", DocsExport)},
		{"shortener to Drive", short, moved(viewFile), to(string(drive.URL), Drive)},
		{"shortener to a page", short, moved("https://gov.example/x"), to("https://gov.example/x", Direct)},
		{"shortener to another", short, moved("https://bit.ly/abc"), to("https://bit.ly/abc", Shortener)},
		{"shortener knows no such code", short, status(404, corpus.NotFound), notFound},
		{"shortener warns", PlanOf("https://bit.ly/x"), moved("https://bit.ly/a/warning?hash=x&url=y"), malware},
		{"no PDF of it", doc, status(400, corpus.HTTPError), want{corpus.HTTPError, corpus.FaultHTTP, export + "docx", DocsExport}},
		{"too large to export", doc, status(500, corpus.HTTPError), want{corpus.HTTPError, corpus.FaultServer, export + "docx", DocsExport}},
		{"no such document", doc, status(404, corpus.NotFound), notFound},
		{"export unavailable", doc, status(503, corpus.HTTPError), want{outcome: corpus.HTTPError, fault: corpus.FaultUnavailable}},
		{"download of a document", drive, status(500, corpus.HTTPError), want{corpus.HTTPError, corpus.FaultServer, openURL, Drive}},
		{"download of a document with a key", keyed, status(500, corpus.HTTPError), want{corpus.HTTPError, corpus.FaultServer, openURL + "&resourcekey=" + key, Drive}},
		{"unavailable", drive, status(503, corpus.HTTPError), want{outcome: corpus.HTTPError, fault: corpus.FaultUnavailable}},
		{"gone", drive, status(404, corpus.NotFound), notFound},
		{"no folder", folder, shown("<title>Google Drive</title>"), page},
		{"open: no folder", open, shown("<title>Google Drive</title>"), to(string(drive.URL), Drive)},
		{"open: no such folder", open, status(404, corpus.NotFound), want{corpus.NotFound, corpus.FaultNotFound, string(drive.URL), Drive}},
		{"open: login", open, moved("https://accounts.google.com/ServiceLogin"), want{corpus.LoginRequired, corpus.FaultLogin, string(drive.URL), Drive}},
		{"open: page that it is private", open, shown("<title>You need access</title>"), want{corpus.LoginRequired, corpus.FaultLogin, string(drive.URL), Drive}},
		{"open: refused", open, status(403, corpus.HTTPError), want{corpus.HTTPError, corpus.FaultForbidden, string(drive.URL), Drive}},
		{"open: unavailable", open, status(503, corpus.HTTPError), want{outcome: corpus.HTTPError, fault: corpus.FaultUnavailable}},
		{"open: folder", open, shown(`<div class="flip-entries"></div>`), fetched},
		{"open: moved", open, moved("https://drive.google.com/u/0/x"), to("https://drive.google.com/u/0/x", DriveFolder)},

		{"password", drop, shown("<title>Dropbox - Password Required</title>"), login},
		{"password field", drop, shown("<title>Dropbox</title><input type=password>"), login},
		{"deleted", drop, shown("<title>Dropbox - File Deleted</title>"), notFound},
		{"banned", drop, shownWith(429, corpus.HTTPError, "<p>This account's links are generating too much traffic</p>"), quota},
		{"traffic", drop, status(509, corpus.HTTPError), quota},
		{"login of Dropbox", drop, moved("https://www.dropbox.com/login?cont=x"), login},
		{"to the file", drop, moved("https://uc1.dl.dropboxusercontent.com/cd/0/get/T/file?dl=1"), to("https://uc1.dl.dropboxusercontent.com/cd/0/get/T/file?dl=1", Dropbox)},
		{"new form", drop, moved("https://www.dropbox.com/scl/fi/x/M.pdf?rlkey=k&dl=0"), to("https://www.dropbox.com/scl/fi/x/M.pdf?dl=1&rlkey=k", Dropbox)},
		{"viewer", drop, shown("<title>M.pdf - Dropbox</title>"), page},
		{"download.aspx", share, moved("https://gov.sharepoint.com/_layouts/15/download.aspx?share=TOKEN"), to("https://gov.sharepoint.com/_layouts/15/download.aspx?share=TOKEN", SharePoint)},
		{"guests", share, moved("https://gov.sharepoint.com/_layouts/15/AccessDenied.aspx?p=1"), login},
		{"link removed", share, shown("<p>Sorry, this link has been removed.</p>"), notFound},
		{"code by mail", share, shown(`<input id="txtTOAAEmail">`), login},
		{"retired form", one, moved("https://login.live.com/login.srf?x"), login},
		{"short link", PlanOf("https://1drv.ms/b/x"), moved("https://onedrive.live.com/:b:/g/personal/c/T?resid=1"), to("https://onedrive.live.com/:b:/g/personal/c/T?download=1&resid=1", OneDrive)},
		{"box file", boxed, moved("https://public.boxcloud.com/d/1/x"), to("https://public.boxcloud.com/d/1/x", Box)},
		{"no direct link", boxed, status(404, corpus.NotFound), want{corpus.NotFound, corpus.FaultNotFound, "https://app.box.com/s/abc", Box}},
		{"box viewer", *boxed.or, shown("<title>M.pdf | Powered by Box</title>"), page},
		{"box removed", *boxed.or, shown("<p>This shared file or folder link has been removed or is unavailable to you.</p>"), notFound},
		{"box back to the page", boxed, moved("https://app.box.com/s/abc"), to("https://app.box.com/s/abc", Box)},

		{"t.co", PlanOf("https://t.co/abc"), shown(`<head><noscript><META http-equiv="refresh" content="0;URL=https://gov.example/x"></noscript><title>https://gov.example/x</title></head><script>location.replace("https:\/\/gov.example\/x")</script>`), to("https://gov.example/x", Direct)},
		{"script only", PlanOf("https://t.co/abc"), shown(`<script>window.opener = null; location.replace("https:\/\/gov.example\/y")</script>`), to("https://gov.example/y", Direct)},
		{"lnkd.in", short, shown(`<a href="https://www.linkedin.com/legal">x</a><a data-tracking-control-name="external_url_click" href="https://gov.example/z">https://gov.example/z</a>`), to("https://gov.example/z", Direct)},
		{"lnkd.in to Drive", short, shown(`<a data-tracking-control-name="external_url_click" href="` + viewFile + `">x</a>`), to(string(drive.URL), Drive)},
		{"shortener says nothing", short, shown(`<a href="https://www.linkedin.com/legal">x</a>`), page},
		{"shortener leads to itself", short, shown(`<meta http-equiv=refresh content="0;url=https://lnkd.in/abc#x">`), page},
		{"shortener leads to a script", short, shown(`<script>location.href="javascript:x"</script>`), page},
		{"warning page", PlanOf("https://bit.ly/x"), shown(`<title>Warning! | There might be a problem with the requested link</title><a id="clickthrough" href="https://x.example/">x</a>`), malware},

		{"meta refresh", direct, shown(`<html><head><meta http-equiv="Refresh" content="3; url='/b/report'"></head><body>You will be <a href="/b/report">taken there</a>.</body>`), to("https://gov.example/b/report", Direct)},
		{"meta refresh to a login", direct, shown(`<meta http-equiv="refresh" content="0;url=/wp-login.php">`), login},
		{"late refresh", direct, shown(`<meta http-equiv="refresh" content="300;url=/b">`), fetched},
		{"reload", direct, shown(`<meta http-equiv="refresh" content="5;url=https://gov.example/a/report">`), fetched},
		{"refresh without address", direct, shown(`<meta http-equiv="refresh" content="5">`), fetched},
		{"refresh of another kind", direct, shown(`<meta http-equiv="refresh"><meta http-equiv="content-type" content="text/html; refresh"><p>x`), fetched},
		{"refresh to a script", direct, shown(`<meta http-equiv="refresh" content="0;url=javascript:x">`), fetched},
		{"page with a refresh", direct, shown(`<meta http-equiv="refresh" content="0;url=/b"><p>` + strings.Repeat("The committee met again. ", 30)), fetched},
		{"menu with a refresh", direct, shown(`<meta http-equiv="refresh" content="0;url=/b"><a href=1>1</a><a href=2>2</a><a href=3>3</a>`), fetched},
		{"move without address", direct, moved("http://"), noMove},
		{"move to mail", direct, moved("mailto:a@gov.example"), noMove},
		{"doi", PlanOf("https://dx.doi.org/10.1/x"), moved("https://journal.example/x"), to("https://journal.example/x", Direct)},

		{"soft 404", direct, shown(`<title>Page not found | Ministry</title><body><h1>Page not found</h1><p>Sorry.</p>`), soft},
		{"parked", direct, shown(`<html data-adblockkey="MFww"><title>gov.example</title>`), soft},
		{"for sale", direct, shown(`<title>gov.example is for sale | HugeDomains</title><script src="https://static.hugedomains.com/x.js"></script>`), soft},
		{"Cloudflare by header", direct, challenged, human},
		{"Cloudflare", direct, shownWith(503, corpus.HTTPError, `<title>Just a moment...</title><script>window._cf_chl_opt={}</script>`), human},
		{"Cloudflare with 200", direct, shown(`<title>Un momento…</title><script>window._cf_chl_opt={}</script>`), human},
		{"Incapsula", direct, shown(`<iframe src="/_Incapsula_Resource?x=1">Request unsuccessful. Incapsula incident ID: 1</iframe>`), human},
		{"a large page behind Incapsula", direct, shown(`<script src="/_Incapsula_Resource?x=1"></script>` + strings.Repeat("<p>The committee met again.</p>", 500)), fetched},
		{"captcha", direct, shownWith(403, corpus.HTTPError, `<title>Verificación de seguridad</title><div class="g-recaptcha"></div>`), human},
		{"contact form with captcha", direct, shown(`<title>Contact</title><div class="g-recaptcha"></div>`), fetched},
		{"F5", direct, shown(`<title>Request Rejected</title>The requested URL was rejected. Please consult with your administrator. Your support ID is: 1`), want{outcome: corpus.HTTPError, fault: corpus.FaultForbidden}},
		{"Radware", direct, moved("https://validate.perfdrive.com/x?ssa=1"), human},
		{"403 by the host", direct, shownWith(403, corpus.HTTPError, "<title>403 Forbidden</title>"), want{outcome: corpus.HTTPError, fault: corpus.FaultForbidden}},
		{"429", direct, status(429, corpus.HTTPError), robot},
		{"410", direct, status(410, corpus.Gone), gone},
		{"timeout", direct, Answer{Outcome: corpus.Timeout, Error: "x"}, want{outcome: corpus.Timeout, fault: corpus.FaultTimeout}},
		{"network", direct, Answer{Outcome: corpus.NetworkError, Error: "x", Fault: corpus.FaultDNS}, want{outcome: corpus.NetworkError, fault: corpus.FaultDNS}},
		{"network without a fault", direct, Answer{Outcome: corpus.NetworkError, Error: "x"}, want{outcome: corpus.NetworkError, fault: corpus.FaultConnection}},
		{"truncated", direct, Answer{Outcome: corpus.Truncated, Error: "x"}, want{outcome: corpus.Truncated, fault: corpus.FaultIncomplete}},
		{"too large", direct, Answer{Outcome: corpus.TooLarge, Error: "x"}, want{outcome: corpus.TooLarge, fault: corpus.FaultTooLarge}},
		{"policy", direct, Answer{Outcome: corpus.BlockedByPolicy, Error: "x"}, want{outcome: corpus.BlockedByPolicy, fault: corpus.FaultScope}},
		{"robots", direct, Answer{Outcome: corpus.BlockedByRobots, Error: "x"}, want{outcome: corpus.BlockedByRobots, fault: corpus.FaultRobots}},
		{"not modified", direct, Answer{Status: 304, Outcome: corpus.NotModified}, want{outcome: corpus.NotModified}},

		{"perma", PlanOf("https://perma.cc/AB12-CD34"), Answer{Status: 200, MediaType: "application/json", Outcome: corpus.Fetched, Payload: []byte(`{"url":"https://gov.example/r.pdf","title":"x"}`)}, to("https://gov.example/r.pdf", Direct)},
		{"perma without address", PlanOf("https://perma.cc/AB12-CD34"), Answer{Status: 200, Outcome: corpus.Fetched, Payload: []byte(`{"url":"about:blank"}`)}, want{corpus.HTTPError, corpus.FaultPageInstead, "https://perma.cc/AB12-CD34", Direct}},
		{"perma knows none", PlanOf("https://perma.cc/AB12-CD34"), status(404, corpus.NotFound), notFound},
	} {
		check(t, c.name, Judge(c.plan, c.answer), c.want)
	}
}

// Formats are asked for one after the other, across the redirects of each, and no further.
func TestFormatsInTurn(t *testing.T) {
	p := PlanOf("https://docs.google.com/document/d/" + id + "/edit?resourcekey=" + key)
	var asked []string
	for {
		_, form, _ := strings.Cut(string(p.URL), "format=")
		asked = append(asked, form)
		hop := Judge(p, moved("https://doc-0s-docstext.googleusercontent.com/export/x"+form)).Next
		v := Judge(*hop, status(500, corpus.HTTPError))
		if v.Next == nil {
			break
		}
		p = *v.Next
	}
	if got := strings.Join(asked, " "); got != strings.ReplaceAll("pdf&K docx&K odt&K txt&K", "&K", "&resourcekey="+key) {
		t.Error(got)
	}
}

// An id that names a document is found by the page that "open" leads to.
func TestDocumentAskedForAsFile(t *testing.T) {
	open := Judge(PlanOf(viewFile), status(500, corpus.HTTPError)).Next
	if again := Judge(*open, status(500, corpus.HTTPError)); again.Next != nil {
		t.Errorf("asked for again: %+v", again.Next)
	}
	check(t, "file", Judge(*open, moved(viewFile)), want{outcome: corpus.HTTPError, fault: corpus.FaultServer})
	for to, w := range map[string]want{
		"https://docs.google.com/document/d/" + id + "/edit":        {corpus.Redirected, "", "https://docs.google.com/document/d/" + id + "/export?format=pdf", DocsExport},
		"https://drive.google.com/drive/folders/" + id:              {corpus.Redirected, "", "https://drive.google.com/embeddedfolderview?hl=en&id=" + id, DriveFolder},
		"https://drive.google.com/open?id=" + id + "&usp=drive_web": {corpus.Redirected, "", "https://drive.google.com/open?id=" + id + "&usp=drive_web", Drive},
		"https://accounts.google.com/ServiceLogin?continue=x":       {corpus.LoginRequired, corpus.FaultLogin, "", ""},
	} {
		check(t, to, Judge(*open, moved(to)), w)
	}
	again := Judge(*open, moved("https://drive.google.com/open?id="+id+"&usp=drive_web")).Next
	check(t, "settled in two steps", Judge(*again, moved("https://docs.google.com/spreadsheets/d/"+id+"/edit#gid=3")), want{corpus.Redirected, "", "https://docs.google.com/spreadsheets/d/" + id + "/export?format=csv&gid=3", DocsExport})
	if (Plan{URL: "https://drive.google.com/uc", Via: Drive}).settle() != nil {
		t.Error("settles what has no id")
	}
}

func apiSays(code int, reason string) Answer {
	a := status(code, corpus.HTTPError)
	if code == 404 {
		a.Outcome = corpus.NotFound
	}
	a.MediaType, a.Payload = "application/json", []byte(`{"error":{"errors":[{"domain":"global","reason":"`+reason+`","message":"x"}],"code":403,"message":"x"}}`)
	return a
}

func TestDriveAPI(t *testing.T) {
	p := Services{DriveKey: true}.PlanOf(viewFile + "?resourcekey=" + key)
	page := "https://drive.google.com/uc?export=download&id=" + id + "&resourcekey=" + key
	export := "https://www.googleapis.com/drive/v3/files/" + id + "/export?mimeType=application/pdf"
	bare := status(400, corpus.HTTPError)
	bare.Payload = []byte(`{"error":{"code":400,"status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}],"errors":[{"reason":"badRequest"}]}}`)
	html := shown("<title>Quota exceeded</title>")
	for _, c := range []struct {
		name   string
		answer Answer
		want   want
	}{
		{"file", Answer{Status: 200, MediaType: "application/pdf", Outcome: corpus.Fetched}, want{outcome: corpus.Fetched}},
		{"file of HTML", html, want{outcome: corpus.Fetched}},
		{"not modified", Answer{Status: 304, Outcome: corpus.NotModified}, want{outcome: corpus.NotModified}},
		{"not public or gone", apiSays(404, "notFound"), want{corpus.NotFound, corpus.FaultNotFound, page, Drive}},
		{"quota", apiSays(403, "downloadQuotaExceeded"), want{outcome: corpus.HTTPError, fault: corpus.FaultQuota}},
		{"harmful", apiSays(403, "cannotDownloadAbusiveFile"), want{outcome: corpus.HTTPError, fault: corpus.FaultMalware}},
		{"owner", apiSays(403, "cannotDownloadFile"), want{outcome: corpus.HTTPError, fault: corpus.FaultForbiddenOwner}},
		{"private", apiSays(403, "insufficientFilePermissions"), want{outcome: corpus.LoginRequired, fault: corpus.FaultLogin}},
		{"document", apiSays(403, "fileNotDownloadable"), want{corpus.HTTPError, corpus.FaultHTTP, export, DriveAPI}},
		{"key not known", apiSays(400, "keyInvalid"), want{corpus.HTTPError, corpus.FaultForbidden, page, Drive}},
		{"key not for Drive", apiSays(403, "accessNotConfigured"), want{corpus.HTTPError, corpus.FaultForbidden, page, Drive}},
		{"key in the new form", bare, want{corpus.HTTPError, corpus.FaultForbidden, page, Drive}},
		{"too fast", apiSays(403, "userRateLimitExceeded"), want{outcome: corpus.HTTPError, fault: corpus.FaultRateLimited}},
		{"unknown reason", apiSays(403, "teapot"), want{outcome: corpus.HTTPError, fault: corpus.FaultForbidden}},
		{"no reason", status(500, corpus.HTTPError), want{outcome: corpus.HTTPError, fault: corpus.FaultServer}},
	} {
		check(t, c.name, Judge(p, c.answer), c.want)
	}
	if v := Judge(p, apiSays(403, "downloadQuotaExceeded")); v.Wait != 24*time.Hour {
		t.Errorf("quota waits %s", v.Wait)
	}
	exported := Judge(p, apiSays(403, "fileNotDownloadable")).Next
	if !exported.Keyed || exported.ResourceKeys != id+"/"+key {
		t.Errorf("%+v", exported)
	}
	check(t, "folder", Judge(*exported, apiSays(403, "fileNotExportable")), want{corpus.HTTPError, corpus.FaultHTTP, "https://drive.google.com/open?id=" + id + "&resourcekey=" + key, Drive})
	if next := Judge(p, moved("https://evil.example/")).Next; next == nil || next.Keyed || next.ResourceKeys != "" {
		t.Errorf("the key goes along: %+v", next)
	}
	// As a reader without a key, the download host is not the interface again.
	reader := Judge(p, apiSays(400, "keyInvalid")).Next
	if reader.Keyed {
		t.Errorf("%+v", reader)
	}
	down := "https://drive.usercontent.google.com/download?export=download&id=" + id
	check(t, "reader", Judge(*reader, moved(down)), want{corpus.Redirected, "", down + "&resourcekey=" + key, Drive})
	// A short link to a file uses the key.
	short := Services{DriveKey: true}.PlanOf("https://bit.ly/x")
	if next := Judge(short, moved(viewFile)).Next; next == nil || !next.Keyed {
		t.Errorf("%+v", next)
	}
	if (Plan{URL: "%"}).apiExport() != nil {
		t.Error("an export of nothing")
	}
}

func TestDriveAPIErrors(t *testing.T) {
	for reason, e := range apiErrors() {
		if e.Outcome == "" || e.Fault == "" || !strings.HasSuffix(e.Sentence, ".") {
			t.Errorf("%s: %+v", reason, e)
		}
		switch e.Then {
		case "", "page", "export", "kind":
		default:
			t.Errorf("%s: then %q", reason, e.Then)
		}
	}
}

func TestRefusalPages(t *testing.T) {
	list := refusals()
	if len(list) < 30 {
		t.Fatal(len(list))
	}
	known := map[corpus.Fault]bool{}
	for _, f := range corpus.Faults {
		known[f.Fault] = true
	}
	for _, r := range list {
		if len(r.Title)+len(r.Text)+len(r.Elements)+len(r.Marks)+len(r.Header) == 0 || r.Outcome == "" || !known[r.Fault] || !strings.HasSuffix(r.Sentence, ".") {
			t.Errorf("%+v", r)
		}
		if len(r.Via)+len(r.Hosts) == 0 && (len(r.Text)+len(r.Elements) > 0 || len(r.Marks) > 0 && r.MaxBytes == 0) {
			t.Errorf("makes a tree of every page: %+v", r)
		}
		for _, phrases := range []map[corpus.Language][]string{r.Title, r.Text} {
			for _, list := range phrases {
				for _, phrase := range list {
					if phrase == "" || strings.TrimSpace(plain(phrase)) != strings.TrimSpace(phrase) {
						t.Errorf("%q can never be found", phrase)
					}
				}
			}
		}
		for _, s := range append(r.Elements, r.Within) {
			if s != "" {
				selector(s)
			}
		}
		switch r.Wait {
		case "", "file", "host":
		default:
			t.Errorf("waits %q", r.Wait)
		}
	}
	if v := (refusal{Outcome: corpus.HTTPError, Wait: "host"}).verdict(); v.Pause != time.Hour {
		t.Errorf("%+v", v)
	}
}

// Pages of strangers: no panic, and what is asked for next is of the web.
func FuzzJudge(f *testing.F) {
	f.Add(uint8(0), `<form id="download-form" action="javascript:x"><input type=hidden name=a value=b></form>`)
	f.Add(uint8(1), `<title>Quota exceeded</title><a href="/uc?confirm=%zz">x</a>`)
	f.Add(uint8(2), `<noscript><meta http-equiv=refresh content="0;url=//[">`)
	f.Add(uint8(3), `<script>location.replace("\/\/x")</script>`)
	f.Add(uint8(4), "<title>\xe9 404</title><h1>Page not found")
	f.Add(uint8(5), `{"error":{"errors":[{"reason":"fileNotDownloadable"}]}}`)
	f.Add(uint8(6), `{"url":"http://[::1]/"}`)
	plans := []Plan{
		PlanOf("https://drive.google.com/open?id=" + id), PlanOf(viewFile), PlanOf("https://gov.example/"), PlanOf("https://t.co/x"),
		PlanOf("https://web.archive.org/web/2019/http://gov.example/"), Services{DriveKey: true}.PlanOf(viewFile), PlanOf("https://perma.cc/AB12-CD34"),
		PlanOf("https://app.box.com/s/x"),
	}
	f.Fuzz(func(t *testing.T, n uint8, html string) {
		p := plans[int(n)%len(plans)]
		for _, a := range []Answer{shown(html), shownWith(403, corpus.HTTPError, html), moved(html)} {
			v := Judge(p, a)
			if v.Outcome == "" || v.Next == nil && v.Outcome != corpus.Fetched && (v.Error == "" || v.Fault == "") {
				t.Errorf("%+v", v)
			}
			if v.Next != nil && (!isWeb(v.Next.URL) || v.Next.Via == "" || v.Next.Keyed && !strings.HasPrefix(string(v.Next.URL), apiFiles)) {
				t.Errorf("%+v", v.Next)
			}
		}
	})
}
