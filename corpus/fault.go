package corpus

// Fault is the stable code of what kept a capture from its document, or of how it differs from a plain success. It says
// more than the outcome does; the sentence in a capture's error says it to people.
type Fault string

// The faults of captures.
const (
	FaultBadAddress     Fault = "bad_address"     // no address of the web, too long, with control characters
	FaultBadCoding      Fault = "bad_coding"      // a content coding that was not asked for or cannot be undone
	FaultBadRedirect    Fault = "bad_redirect"    // a redirect without an address
	FaultBombed         Fault = "bombed"          // grows out of proportion in decoding
	FaultChallenge      Fault = "challenge"       // a page that asks for a proof of being human
	FaultConnection     Fault = "connection"      // refused, reset, not reachable
	FaultDNS            Fault = "dns"             // the host's name has no address
	FaultForbidden      Fault = "forbidden"       // 403, or a page that says so
	FaultForbiddenOwner Fault = "forbidden_owner" // the owner of a shared file does not allow downloads
	FaultGone           Fault = "gone"            // 410, or a page that says that it was deleted
	FaultHeadTooLarge   Fault = "head_too_large"  // header lines without end
	FaultHTTP           Fault = "http"            // another status that brings no document
	FaultIncomplete     Fault = "incomplete"      // fewer bytes than announced, or no end of the format
	FaultLogin          Fault = "login"           // only for those who log in
	FaultMalware        Fault = "malware"         // the service says that the file is harmful
	FaultNotFound       Fault = "not_found"       // 404
	FaultPageInstead    Fault = "page_instead"    // a page came where a file was asked for
	FaultProtocol       Fault = "protocol"        // no HTTP
	FaultQuota          Fault = "quota"           // too many people asked for a shared file
	FaultRateLimited    Fault = "rate_limited"    // 429, or a page for suspected robots
	FaultRedirectLoop   Fault = "redirect_loop"   // redirects in a circle
	FaultRedirects      Fault = "redirects"       // more redirects than are followed
	FaultRefusedAddress Fault = "refused_address" // a private or otherwise special network address
	FaultRobots         Fault = "robots"          // robots.txt forbids it
	FaultRobotsUnknown  Fault = "robots_unknown"  // robots.txt cannot be had, so nothing may be got
	FaultScope          Fault = "scope"           // the configuration leaves it out
	FaultServer         Fault = "server"          // 5xx
	FaultSoftNotFound   Fault = "soft_not_found"  // 200, or a redirect to the front page, that means not found
	FaultTimeout        Fault = "timeout"         // no answer in time
	FaultTLS            Fault = "tls"             // no trusted connection
	FaultTooLarge       Fault = "too_large"       // longer than is taken
	FaultTooSlow        Fault = "too_slow"        // the body trickles
	FaultUnavailable    Fault = "unavailable"     // 503
)

// Faults says what each fault means, in order of code.
var Faults = []struct {
	Fault   Fault
	Meaning string
}{
	{FaultBadAddress, "The address is none of the web, too long, or holds control characters."},
	{FaultBadCoding, "The body has a content coding that was not asked for or cannot be undone."},
	{FaultBadRedirect, "The server redirects, but not to an address."},
	{FaultBombed, "The body grows out of proportion in decoding."},
	{FaultChallenge, "The server asks for a proof of being human."},
	{FaultConnection, "The connection was refused or broken."},
	{FaultDNS, "The host's name has no address."},
	{FaultForbidden, "The server forbids it to everyone (403)."},
	{FaultForbiddenOwner, "The owner of the shared file does not allow downloads."},
	{FaultGone, "The server says that it was taken away (410), or a page says so."},
	{FaultHeadTooLarge, "The head of the answer has no end."},
	{FaultHTTP, "The answer has a status that brings no document."},
	{FaultIncomplete, "Fewer bytes came than were announced, or the format's end is missing."},
	{FaultLogin, "It is only for those who log in."},
	{FaultMalware, "The service says that the file is harmful."},
	{FaultNotFound, "The server does not have it (404)."},
	{FaultPageInstead, "A page came where a file was asked for."},
	{FaultProtocol, "What answered does not speak HTTP."},
	{FaultQuota, "Too many people asked for the shared file."},
	{FaultRateLimited, "The host says that it is asked too much (429), or takes us for a robot that does."},
	{FaultRedirectLoop, "The address redirects in a circle."},
	{FaultRedirects, "More redirects than are followed."},
	{FaultRefusedAddress, "The host is at a private or otherwise special network address."},
	{FaultRobots, "robots.txt forbids it."},
	{FaultRobotsUnknown, "robots.txt cannot be had, so nothing may be got for now."},
	{FaultScope, "The configuration leaves it out."},
	{FaultServer, "The server failed (5xx)."},
	{FaultSoftNotFound, "A page with a good status, or a redirect to the front page, that means that it is gone."},
	{FaultTimeout, "No answer came in time."},
	{FaultTLS, "No trusted connection could be made."},
	{FaultTooLarge, "It is longer than what is taken."},
	{FaultTooSlow, "The body came too slowly."},
	{FaultUnavailable, "The server is not available now (503)."},
}
