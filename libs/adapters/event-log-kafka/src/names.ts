/** Names on the broker. A namespace keeps several installations or test suites apart on one cluster. */
export interface Names {
  topic(topic: string): string;
  group(group: string): string;
  /** One fixed id per lane, whoever owns it: opening it fences the former owner off. */
  transactionalId(group: string, topic: string, partition: number): string;
}

export const createNames = (namespace: string | undefined): Names => {
  const prefixed = (name: string): string => (namespace ? `${namespace}.${name}` : name);
  return {
    topic: prefixed,
    group: prefixed,
    transactionalId: (group, topic, partition) => `${prefixed(group)}.${topic}.${partition}`,
  };
};
