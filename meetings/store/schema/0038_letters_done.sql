-- Which letters of a message wait: when none does, its words are let go of.
CREATE INDEX letter_message_waiting ON letter (message) WHERE sent = 0;
