/** Names by which whoever wrote a text introduces or signs themselves, where only the text has them. */
export const namesIntroducedIn = (text: string): readonly string[] =>
  PATTERNS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ groups }) => groups?.['name']?.trim() ?? ''),
  ).filter((name) => name !== '');

const NAME = `(?<name>\\p{Lu}[\\p{L}\\p{M}'’-]+(?:[ \\t]+\\p{Lu}[\\p{L}\\p{M}'’-]+){0,2})`;

/** In the languages that the answers are given in, only words that nothing but a name follows. */
const INTRODUCTIONS = [
  "[Mm]y name is|[Mm]y name'?s|I am called|I['’]m|I am",
  '[Mm]ein Name ist|[Ii]ch hei(?:ß|ss)e',
  "[Jj]e m['’]appelle|[Mm]on nom est",
  '[Mm]e llamo|[Mm]i nombre es',
  '[Mm]i chiamo|[Ii]l mio nome è',
  '[Mm]eu nome é|[Mm]e chamo|[Cc]hamo-me',
  '[Mm]ijn naam is|[Ii]k heet',
  '[Nn]azywam się|[Mm]am na imię',
  '[Jj]ag heter|[Jj]eg hedder|[Jj]eg heter',
  '[Мм]еня зовут',
].join('|');

const GREETINGS = [
  '(?:(?:best|kind|warm)(?: regards| wishes)|regards|sincerely|yours|cheers|many thanks|thanks|thank you)',
  '(?:(?:mit )?(?:freundlichen|besten|lieben|viele|liebe|beste) (?:grüßen|grüssen|grüße|grüsse)|danke)',
  '(?:cordialement|bien à vous|merci|saludos|un saludo|gracias|cordiali saluti|saluti|grazie)',
  '(?:atenciosamente|obrigado|obrigada|met vriendelijke groet|groeten|pozdrawiam|med vänliga hälsningar)',
].join('|');

const PATTERNS: readonly RegExp[] = [
  new RegExp(`(?<!\\p{L})(?:${INTRODUCTIONS})[ \\t]+${NAME}`, 'gu'),
  new RegExp(
    `^[ \\t]*(?:${eitherCase(GREETINGS)})[,!.]?[ \\t]*\\n+[ \\t]*${NAME}[ \\t]*[.!]?$`,
    'gmu',
  ),
];

/** The case of the greeting does not matter, that of the name does. */
function eitherCase(words: string): string {
  return words.replace(/\p{L}/gu, (letter) => `[${letter}${letter.toUpperCase()}]`);
}
