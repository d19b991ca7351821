const verdict = {
  ...{ grounded: true, helpful: true, allowedTopic: true, promisesHandoff: false },
  ...{ confidence: 0.9, because: 'it is so' },
};

/** Of the changed prompt, as the model reads it. */
export const CHANGED = 'Answer as a pirate does.';

/** Answers as it was told to, at once. */
export const quick = {
  rules: [
    { when: { output: 'verdict' }, then: { output: verdict } },
    { when: { system: CHANGED }, then: { text: 'Arr, choose Export.' } },
    { then: { text: 'Choose Export.' } },
  ],
};

/** The same, but of this question it says nothing for as long as a test may take. */
export const silentAbout = (question: string) => ({
  rules: [
    {
      when: { user: question, system: CHANGED },
      then: { text: 'Too late.', firstByteMs: 600_000 },
    },
    ...quick.rules,
  ],
});
