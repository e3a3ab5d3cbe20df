package letter

import (
	"fmt"

	"ringain/meetings"
	"ringain/meetings/ical"
)

// way tells the owner of an account what has become of a way into it.
func (w words) way(n meetings.WayNews) (subject string, all []block) {
	name := meetings.Line(n.Name)
	switch n.What {
	case meetings.KeyAdded:
		subject = w.say("En passnyckel är tillagd på ditt konto", "A passkey was added to your account")
		all = []block{first(w.say("Passnyckeln %s loggar nu in på ditt konto i %s.", "The passkey %s now signs in to your account in %s."), name, w.o.Name)}
	case meetings.KeyRemoved:
		subject = w.say("En passnyckel är borttagen från ditt konto", "A passkey was removed from your account")
		all = []block{first(w.say("Passnyckeln %s loggar inte längre in på ditt konto i %s.", "The passkey %s no longer signs in to your account in %s."), name, w.o.Name)}
	case meetings.SiteConnected:
		subject = w.say("Ditt konto är kopplat till en annan inloggning", "Your account is connected to another sign-in")
		all = []block{first(w.say("Det går nu att logga in på ditt konto i %[2]s med %[1]s.", "One can now sign in to your account in %[2]s with %[1]s."), name, w.o.Name)}
	case meetings.SiteLeft:
		subject = w.say("En koppling till ditt konto är borttagen", "A connection to your account was removed")
		all = []block{first(w.say("Det går inte längre att logga in på ditt konto i %[2]s med %[1]s.", "One can no longer sign in to your account in %[2]s with %[1]s."), name, w.o.Name)}
	case meetings.LinkGiven:
		subject = w.say("En länk att logga in på ditt konto med är gjord", "A link to sign in to your account was made")
		all = []block{first(w.say("%s har gjort en länk som loggar in på ditt konto i %s, och du är utloggad överallt.", "%s has made a link that signs in to your account in %s, and you are signed out everywhere."), name, w.o.Name),
			say("%s", w.say("Det gör en administratör när någon har tappat sina sätt att logga in.", "An administrator does that when somebody has lost their ways to sign in."))}
	case meetings.AddressChanged:
		return w.moved(n)
	}
	return subject, append(all, w.lestNot(n)...)
}

// moved tells of another address: at the one of before, what to do if somebody else did it.
func (w words) moved(n meetings.WayNews) (subject string, all []block) {
	subject = w.say("E-postadressen till ditt konto är bytt", "The e-mail address of your account was changed")
	if n.To == "" {
		return subject, []block{first(w.say("Den här adressen hör nu till ditt konto i %s.", "This address now belongs to your account in %s."), w.o.Name),
			say("%s", w.say("Hit kommer länkarna när du loggar in med e-post.", "Links come here when you sign in by e-mail.")),
			link(w.say("Ditt konto", "Your account"), w.o.Origin+w.lang.Path("/konto"))}
	}
	return subject, append([]block{first(w.say("Ditt konto i %s har fått en annan e-postadress, och den här loggar inte längre in.", "Your account in %s has another e-mail address, and this one no longer signs in."), w.o.Name)}, w.lestNot(n)...)
}

// lestNot says when it was done, and what to do when it was somebody else.
func (w words) lestNot(n meetings.WayNews) []block {
	at := n.At.In(ical.Stockholm())
	return []block{
		say("%s", fmt.Sprintf(w.say("Det gjordes %s %s.", "It was done on %s at %s."), meetings.SayDate(w.lang, meetings.DateOf(at)), meetings.SayTime(w.lang, at))),
		say("%s", w.say("Var det du? Då behöver du inte göra något.", "Was it you? Then you need do nothing.")),
		say("%s", w.say("Var det inte du? Logga in och välj Logga ut överallt, ta bort det du inte känner igen, och säg till en administratör i din organisation. Kommer du inte in, säg till administratören genast.",
			"Was it not you? Sign in and choose Sign out everywhere, remove what you do not recognise, and tell an administrator of your organisation. If you cannot get in, tell the administrator at once.")),
		link(w.say("Ditt konto", "Your account"), w.o.Origin+w.lang.Path("/konto"))}
}

// ownerFoot stands under a letter to the owner of an account.
func (w words) ownerFoot() []block {
	return []block{{kind: small, text: fmt.Sprintf(w.say("Du får brevet för att kontot i %s är ditt. Sådana brev går inte att stänga av.", "You get this letter because the account in %s is yours. Such letters cannot be turned off."), w.o.Name)}}
}
