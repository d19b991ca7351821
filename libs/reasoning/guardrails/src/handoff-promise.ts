import { plainText } from './plain-text';

const GAP = '[^.!?\\n]{0,50}';

/** "I will pass you on", "ein Kollege meldet sich": who says that must do it. */
export const promisesHandoff = (draft: string): boolean => {
  const plain = plainText(draft);
  return PROMISES.some((promise) => promise.test(plain));
};

const PROMISES = [
  `\\b(i'll|i will|let me|i am|i'm|we'll|we will)\\b${GAP}\\b(transfer|connect|forward|escalat|pass|hand|redirect)\\w*\\b${GAP}\\b(you|this|your|it|over|on)\\b${GAP}\\b(team|agent|colleague|person|human|specialist|support|someone|over)\\b`,
  `\\b(a|an|one of our|our)\\b${GAP}\\b(agent|colleague|specialist|teammate|team member|representative|team)\\b${GAP}\\b(will|is going to)\\b${GAP}\\b(contact|reach|get back|reply|be in touch|take over|help|follow up|call)`,
  `\\b(leite|gebe|verbinde|ubergebe)\\b${GAP}\\b(weiter|kolleg|mitarbeiter|team|support)`,
  `\\b(kolleg|mitarbeiter|team)\\w*${GAP}\\b(meldet|melden|kummert|kummern|kontaktiert|ubernimmt)`,
  `\\bje (vous |te )?(transfere|transmets|mets en relation|redirige)`,
  `\\b(un|une) (collegue|conseiller|conseillere|agent)\\b${GAP}\\b(va|vous|prendra|reviendra)`,
  `\\b(le|te|lo|la) (paso|transfiero|comunico|pongo en contacto|derivo)\\b`,
  `\\b(un|una) (companero|agente|colega|especialista)\\b${GAP}\\b(se pondra|te contactara|le contactara|respondera)`,
  `\\b(vou|irei) (transferir|encaminhar|passar)\\b`,
  `\\b(la|ti) (trasferisco|metto in contatto|passo)\\b`,
  `\\bik (verbind|stuur|geef)\\b${GAP}\\b(door|collega|medewerker)`,
].map((source) => new RegExp(source, 'u'));
