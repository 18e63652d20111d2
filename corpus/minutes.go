package corpus

// Minutes is a set of minutes that was read.
type Minutes struct {
	DocumentID        DocumentID  `col:"document_id,key,ref=documents" doc:"The document."`
	Title             string      `col:"title" doc:"Title line."`
	Body              string      `col:"body" doc:"Committee or working group that met."`
	HeldOn            Date        `col:"held_on" doc:"Day of the meeting."`
	Place             string      `col:"place" doc:"Place of the meeting."`
	Language          Language    `col:"language" doc:"Language of the minutes, BCP 47."`
	Attendees         []Attendee  `col:"attendees" doc:"Who was present."`
	Agenda            []string    `col:"agenda" doc:"Items of the agenda."`
	Agreements        []Agreement `col:"agreements" doc:"What was agreed."`
	CommitmentNumbers []string    `col:"commitment_numbers" doc:"Commitments that the minutes name."`
	Page              int         `col:"page,null" doc:"Page of the quote, from 1; null on a web page."`
	Start             *int        `col:"start" doc:"Offset of the quote's first code point in the document's text."`
	End               *int        `col:"end" doc:"Offset behind the quote's last code point."`
	Quote             string      `col:"quote" doc:"The words that state body and date."`
}

// Attendee is a person who was present.
type Attendee struct {
	Name         string `json:"name"`
	Role         string `json:"role,omitempty"`
	Organization string `json:"organization,omitempty"`
}

// Agreement is one decision of a meeting.
type Agreement struct {
	Number      string `json:"number,omitempty"`
	Text        string `json:"text"`
	Responsible string `json:"responsible,omitempty"`
	Due         Date   `json:"due,omitempty"`
}
