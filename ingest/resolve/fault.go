package resolve

import (
	"net/http"

	"github.com/irmtrail/irmtrail/corpus"
)

// faultOf returns the fault that an outcome amounts to when nothing more is known of it.
func faultOf(o corpus.Outcome, status int) corpus.Fault {
	switch o {
	case corpus.NotFound:
		return corpus.FaultNotFound
	case corpus.Gone:
		return corpus.FaultGone
	case corpus.LoginRequired:
		return corpus.FaultLogin
	case corpus.BlockedByRobots:
		return corpus.FaultRobots
	case corpus.BlockedByPolicy:
		return corpus.FaultScope
	case corpus.TooLarge:
		return corpus.FaultTooLarge
	case corpus.Truncated:
		return corpus.FaultIncomplete
	case corpus.Timeout:
		return corpus.FaultTimeout
	case corpus.NetworkError:
		return corpus.FaultConnection
	case corpus.HTTPError:
		return faultOfStatus(status)
	}
	return ""
}

func faultOfStatus(status int) corpus.Fault {
	switch {
	case status == http.StatusForbidden:
		return corpus.FaultForbidden
	case status == http.StatusTooManyRequests:
		return corpus.FaultRateLimited
	case status == http.StatusServiceUnavailable:
		return corpus.FaultUnavailable
	case status >= 500:
		return corpus.FaultServer
	}
	return corpus.FaultHTTP
}
