/** The commonest short words of a language that few others share. */
const FUNCTION_WORDS: Readonly<Record<string, string>> = {
  en: 'the is it my you and how what to of in do does not can with this that have are for was',
  de: 'der die das ist ich nicht und wie mein meine mit ein eine auf kann es zu wir habe für sie den',
  fr: 'le les est je ne pas et comment mon ma avec un une des peut vous pour dans sur que du',
  es: 'el los es yo no y cómo mi con un una puedo para en por que del la se está tengo',
  it: 'il gli è io non e come mio mia con una posso per di che del sono ho le',
  pt: 'o os é eu não e como meu minha com um uma posso para em por que do da está',
  nl: 'de het is ik niet en hoe mijn met een kan op voor van wij dat heb ook',
};

const SETS = Object.entries(FUNCTION_WORDS).map(
  ([language, words]) => [language, new Set(words.split(' '))] as const,
);

/** ISO 639-1 code by function words; undefined when the text is too short or two languages are equally likely. */
export const languageOf = (text: string): string | undefined => {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const [first, second] = SETS.map(([language, set]) => ({
    language,
    count: words.filter((word) => set.has(word)).length,
  })).sort((a, b) => b.count - a.count);
  if (first === undefined || first.count < 2 || first.count === second?.count) return undefined;
  return first.language;
};
