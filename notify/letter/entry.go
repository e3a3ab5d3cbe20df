package letter

import (
	"fmt"

	"ringain/meetings"
	"ringain/notify/mail"
)

// Entry writes a letter with a link by which somebody signs in, without its identity.
func Entry(l meetings.EntryLetter, o Options) mail.Letter {
	w := words{lang: l.Lang, o: o}
	subject, all := w.entry(l.Link, o.Origin+l.Lang.Path("/in/"+l.Secret))
	subject = meetings.Line(subject)
	all = append(all, w.foot(nil, "")...)
	return mail.Letter{To: l.Link.Email, Subject: subject, Text: plain(all), HTML: page(l.Lang, o.Name, subject, all)}
}

// entry is an invitation, a question whose an address is, or a link to sign in by.
func (w words) entry(l meetings.EntryLink, at string) (subject string, all []block) {
	once := w.say("Länken fungerar en gång, inom en halvtimme.", "The link works once, within half an hour.")
	switch l.Kind {
	case meetings.InviteLink:
		return fmt.Sprintf(w.say("Inbjudan till %s", "Invitation to %s"), w.o.Name), []block{
			first(w.say("Du är inbjuden till %s.", "You are invited to %s."), w.o.Name),
			say(w.say("%s bjuder in dig att vara med och sköta möten.", "%s invites you to help look after meetings."), meetings.Line(l.By.Name)),
			link(w.say("Tacka ja", "Accept"), at),
			say("%s", w.say("Länken fungerar en gång, inom en vecka.", "The link works once, within a week.")),
			say("%s", w.say("Känner du inte igen det här? Då behöver du inte göra något.", "Is this nothing you know of? Then you need do nothing."))}
	case meetings.EmailLink:
		return w.say("Bekräfta din e-postadress", "Confirm your e-mail address"), []block{
			first("%s", w.say("Är det här din adress?", "Is this your address?")),
			say(w.say("Öppna länken i den webbläsare där du är inloggad i %s, så hör den här adressen till ditt konto.", "Open the link in the browser where you are signed in to %s, and this address belongs to your account."), w.o.Name),
			link(w.say("Bekräfta adressen", "Confirm the address"), at),
			say("%s", once),
			say("%s", w.say("Har du inte bett om det? Då behöver du inte göra något.", "Did you not ask for this? Then you need do nothing."))}
	}
	return fmt.Sprintf(w.say("Logga in i %s", "Sign in to %s"), w.o.Name), []block{
		first(w.say("Logga in i %s", "Sign in to %s"), w.o.Name),
		say("%s", w.say("Öppna länken och tryck på knappen, så är du inloggad.", "Open the link and press the button, and you are signed in.")),
		link(w.say("Logga in", "Sign in"), at),
		say("%s", once),
		say("%s", w.say("Har du inte bett om att få logga in? Då behöver du inte göra något. Ingen annan har fått länken.", "Did you not ask to sign in? Then you need do nothing. Nobody else has got the link."))}
}
