import { languageOf } from '@deskstream/platform-text';
import type { Article, Audience } from '@deskstream/port-knowledge';

/** PostgreSQL's own dictionaries, by the language's ISO 639-1 code. */
const DICTIONARIES: Readonly<Record<string, string>> = {
  en: 'english',
  de: 'german',
  fr: 'french',
  es: 'spanish',
  it: 'italian',
  pt: 'portuguese',
  nl: 'dutch',
};

/** How an article's words are cut to their stems: as its language does it, English when in doubt. */
export const dictionaryOf = ({ title, markdown, language }: Article): string =>
  DICTIONARIES[
    language?.slice(0, 2).toLowerCase() ?? languageOf(`${title}\n${markdown}`) ?? 'en'
  ] ?? 'simple';

/** The dictionary of whoever asks; `null`: any will do. */
export const preferredOf = ({ language }: Audience): string | null =>
  language === undefined ? null : (DICTIONARIES[language] ?? null);
