// Names of products keep their capitals, so the case of a subject is not judged.
export default {
  extends: ['@commitlint/config-conventional'],
  rules: { 'body-max-line-length': [0], 'subject-case': [0] },
};
