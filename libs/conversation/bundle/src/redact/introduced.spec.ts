import { namesIntroducedIn } from './introduced';

describe('a name that only the text has', () => {
  it.each([
    ['Hi, my name is Hannelore Quast and I cannot export.', ['Hannelore Quast']],
    ["Hello, I'm Hannelore.", ['Hannelore']],
    ['Guten Tag, ich heiße Jürgen Groß-Weber.', ['Jürgen Groß-Weber']],
    ["Bonjour, je m'appelle Zoé.", ['Zoé']],
    ['Me llamo Íñigo, ¿cómo exporto?', ['Íñigo']],
    ['Меня зовут Анна.', ['Анна']],
    ['It does not work.\n\nBest regards,\nHannelore Quast', ['Hannelore Quast']],
    ['Es geht nicht.\nMit freundlichen Grüßen\n\nJürgen Groß', ['Jürgen Groß']],
  ])('is found where somebody introduces themselves: %j', (text, names) => {
    expect(namesIntroducedIn(text)).toEqual(names);
  });

  it.each([
    'I am using the export.',
    "I'm not sure. Thanks for the help",
    'My name is wrong on the invoice.',
    'Thanks\nthe export works now',
  ])('is not made up: %j', (text) => {
    expect(namesIntroducedIn(text)).toEqual([]);
  });

  it('takes time in proportion to the text', () => {
    const long = 'I am '.repeat(50_000) + 'Best\n'.repeat(20_000) + 'A'.repeat(100_000);
    expect(namesIntroducedIn(long).length).toBeLessThan(50_001);
  }, 20_000);
});
