package corpus

// Minutes is a set of minutes that was read.
type Minutes struct {
	DocumentID        DocumentID     `col:"document_id,key,ref=documents" doc:"The document."`
	Title             string         `col:"title" doc:"Title line."`
	Body              string         `col:"body" doc:"Committee or working group that met."`
	HeldOn            Date           `col:"held_on" doc:"Day of the meeting."`
	Place             string         `col:"place" doc:"Place of the meeting."`
	Language          Language       `col:"language" doc:"Language of the minutes, BCP 47."`
	Attendees         []Attendee     `col:"attendees" doc:"Who was present, each with the place in the text."`
	Agenda            []string       `col:"agenda" doc:"Items of the agenda."`
	Agreements        []Agreement    `col:"agreements" doc:"What was agreed, each with the place in the text."`
	CommitmentNumbers []string       `col:"commitment_numbers" doc:"Commitments that the minutes name."`
	Signed            *bool          `col:"signed" doc:"Whether the minutes have a part for signatures, or say that they were signed; null when not all pages were read."`
	Places            []MinutesPlace `col:"places" doc:"Where each further value stands: title, body, held_on, place, agenda/1, commitment_numbers/1, signed."`
	Page              int            `col:"page,null" doc:"Page of the quote, from 1; null on a web page."`
	Start             *int           `col:"start" doc:"Offset of the quote's first code point in the document's text."`
	End               *int           `col:"end" doc:"Offset behind the quote's last code point."`
	Quote             string         `col:"quote" doc:"The words that state body and date."`
}

// TextQuote is a place in the text of a document that is known from where it stands.
type TextQuote struct {
	Page  int    `json:"page,omitempty"` // from 1; 0 on the web
	Start int    `json:"start"`          // offset of its first code point in the document's text
	End   int    `json:"end"`            // offset behind its last
	Quote string `json:"quote"`
}

// Attendee is a person who was present. A value that is not stated is empty.
type Attendee struct {
	Name         string `json:"name"`
	Role         string `json:"role,omitempty"`
	Organization string `json:"organization,omitempty"`
	TextQuote
}

// Agreement is one decision of a meeting. A value that is not stated is empty.
type Agreement struct {
	Number      string `json:"number,omitempty"` // as printed, without its full stop
	Text        string `json:"text"`             // without the number
	Responsible string `json:"responsible,omitempty"`
	Due         Date   `json:"due,omitempty"`

	CommitmentNumbers []string `json:"commitment_numbers,omitempty"` // that it names
	TextQuote
}

// MinutesPlace is where one value of minutes is stated.
type MinutesPlace struct {
	Field string `json:"field"` // column; for lists with the item's number from 1, "agenda/2"
	TextQuote
}

// In returns the quote as a place in a document.
func (q TextQuote) In(id DocumentID) Place {
	return Place{DocumentID: id, Page: q.Page, Start: q.Start, End: q.End, Quote: q.Quote}
}
