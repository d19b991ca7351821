export type EventBuilder<Type extends string, Data, Stamp> = (
  changes?: Partial<Data>,
  stamp?: Partial<Stamp>,
) => Stamp & { readonly type: Type; readonly data: Data };

/** Makes a builder for one event type: give what the test is about, the rest has defaults. */
export const eventBuilder =
  <Type extends string, Data, Stamp extends object>(
    type: Type,
    defaults: Data,
    stampDefaults: Stamp,
  ): EventBuilder<Type, Data, Stamp> =>
  (changes = {}, stamp = {}) => ({
    ...stampDefaults,
    ...stamp,
    type,
    data: { ...defaults, ...changes },
  });
