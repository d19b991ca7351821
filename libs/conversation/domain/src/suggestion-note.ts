import type { EventData } from './events';

/** A draft as the teammate reads it, with what it rests on. */
export const suggestionNote = ({
  text,
  sources,
}: Pick<EventData<'SuggestionRequested'>, 'text' | 'sources'>): string => {
  const titles = sources.map(({ title }) => title).join('; ');
  const draft = `Suggested answer:\n\n${text}`;
  return titles === '' ? draft : `${draft}\n\nSources: ${titles}`;
};
