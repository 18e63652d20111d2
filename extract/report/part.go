package report

// part is the part that a word or a phrase plays in a sentence that counts commitments. One word can play several.
type part uint8

// The parts. The lists in vocabulary/en.yaml show what belongs to each.
const (
	asNumber       part = iota // "seven"; payload the number
	asOrdinal                  // "third"; payload the number
	asMonth                    // "May"
	asSingular                 // "commitment"
	asPlural                   // "commitments"
	asAll                      // "all"
	asNone                     // "none"
	asNo                       // "no"
	asOf                       // "of", "out of": between a count and its total
	asMembership               // "is", "as": before "one of five"
	asThem                     // "them": after "of", refers back
	asWhich                    // "which": after "of"
	asRest                     // "other", "remaining"
	asPossessive               // "its": before the commitments of the plan spoken of
	asSubject                  // "it": the plan spoken of; payload 1 for "report"
	asDefinite                 // "the", "these": before a count that refers back
	asAbout                    // "at least": makes a count inexact
	asFraction                 // "thirds", "percent": after a number that is no count
	asOnly                     // "only", "a total of": changes nothing
	asArticle                  // "un": a number only before "compromiso"
	asNaming                   // "table", "commitment": before a number that names
	asThing                    // "milestones": what else is counted
	asAuxiliary                // "were", "did": stands for a verb said before
	asCopula                   // "were": can follow a bare count
	asOpener                   // can stand before a bare value
	asCloser                   // can stand behind a bare value
	asFiller                   // can stand between a value and its head
	asModifier                 // can stand between a count and "commitments"
	asNegator                  // "not"; payload 1 for "nearly", which denies a value without saying its opposite
	asModal                    // "will": what follows is no fact; payload 1 for "could", by which scales of potential speak
	asRestrictive              // "on", "related to": the count is of a part of the plan only; payload 1 for "pillar"
	asOr                       // joins two values into one count: "substantially or fully"
	asBoundary                 // "and", "while": parts clauses
	asPlan                     // "action plan"
	asPrevious                 // "previous"
	asCurrent                  // "current"
	asNext                     // "next"
	asPredecessor              // "its predecessor": a previous plan by itself
	asPronoun                  // "one": a noun named before
	asPreposition              // "in", "in the": before a plan
	asThat                     // "that": the plan named before
	asSubordinator             // "because": what follows has a subject of its own
	asComparison               // "compared to"
	asRelative                 // "in which"
	asContains                 // "includes": before the number of commitments of a plan; payload 1 for "assesses", before those of a report
	asMidterm                  // "at midterm"
	asNumberOf                 // "number of commitments": label of the plan's total
	asGeneric                  // "extent": head of any scale
	asWord                     // "limited"; payload a sense
	asPhrase                   // "to a limited extent"; payload a sense
	asCombined                 // "total o sustancialmente"
	asVerb                     // "completed (seven)"; payload a sense
	asHead                     // "completion"; payload an indicator
	asWeakHead                 // "changes"; payload an indicator
	asCue                      // "completed"; payload an indicator
	asPolar                    // "early results"; payload a polarity
	asPolarVerb                // "achieved"
	asReport                   // "design report"
	asSole                     // "only the commitment": counts one
	asInstance                 // "cases": stands for commitments in "in three cases"
	asTrail                    // "in all", "others": may follow a bare count
	asWho                      // "that", "with": what follows tells which commitments are meant
	asEndTerm                  // "by the end of term": ends what is said of the midterm
	asThisTime                 // "this time": the report's own plan again
)

// parts names the lists of the vocabularies.
var parts = map[string]part{
	"singular": asSingular, "plural": asPlural, "all": asAll, "none": asNone, "no": asNo, "of": asOf,
	"membership": asMembership, "them": asThem, "which": asWhich, "rest": asRest, "definite": asDefinite,
	"about": asAbout, "fraction": asFraction, "only": asOnly, "article": asArticle, "naming": asNaming, "things": asThing, "copula": asCopula, "auxiliary": asAuxiliary,
	"opener": asOpener, "closer": asCloser, "filler": asFiller, "modifier": asModifier, "negator": asNegator,
	"modal": asModal, "restrictive": asRestrictive, "or": asOr, "boundary": asBoundary, "plan": asPlan,
	"previous": asPrevious, "current": asCurrent, "next": asNext, "that": asThat, "pronoun": asPronoun, "predecessor": asPredecessor, "preposition": asPreposition, "subordinator": asSubordinator, "possessive": asPossessive, "subject": asSubject, "comparison": asComparison, "relative": asRelative,
	"contains": asContains, "assesses": asContains, "report": asSubject, "midterm": asMidterm, "number_of": asNumberOf, "sole": asSole, "instance": asInstance, "trail": asTrail, "who": asWho, "end_term": asEndTerm, "this_time": asThisTime, "possible": asModal, "short_of": asNegator, "section": asRestrictive, "generic": asGeneric, "combined": asCombined,
}

// second names the lists whose words play a part with payload 1.
var second = map[string]bool{"possible": true, "short_of": true, "section": true, "assesses": true, "report": true}
