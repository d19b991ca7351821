import { openPeople } from './people';
import { openPhones } from './phones';
import { openPseudonyms } from './pseudonyms';
import type { Person, Role } from './people';

/** The text after one person is known. */
const told = (person: Person, text: string, role: Role = 'customer'): string => {
  const [pseudonyms, phones] = [openPseudonyms(), openPhones()];
  openPeople({ pseudonyms, phones }, () => false).meet(role, person);
  return phones.replace(pseudonyms.replace(text));
};

const ONE = 'Customer 1';

describe('whoever is known', () => {
  it.each([
    ['in another case', 'Agathe Zoellner', 'ZOELLNER, agathe', `${ONE}, ${ONE}`],
    [
      'with an umlaut, spelled out or left out',
      'Jürgen Zöllner',
      'Zoellner Zollner juergen',
      `${ONE} ${ONE} ${ONE}`,
    ],
    ['spelled out, with the umlaut', 'Juergen Zoellner', 'Jürgen, Zöllner!', `${ONE}, ${ONE}!`],
    ['without an accent', 'José Peña', 'Jose, pena', `${ONE}, ${ONE}`],
    ['in another form of Unicode', 'José', 'Jose\u0301 wrote', `${ONE} wrote`],
    ['decomposed, composed', 'Jose\u0301', 'José wrote', `${ONE} wrote`],
    ['with a dotted capital', 'İpek Yıldız', 'ipek, YILDIZ, İPEK', `${ONE}, ${ONE}, ${ONE}`],
    ['with a sharp s', 'Max Weiß', 'WEISS, weiss', `${ONE}, ${ONE}`],
    [
      'by a part of a double name',
      'Anna-Lena O’Brien',
      'Anna, Lena, Brien',
      `${ONE}, ${ONE}, ${ONE}`,
    ],
    ['with an ending of English', 'Ann Lee', 'Ann’s order, Lee’s', `${ONE}’s order, ${ONE}’s`],
    ['without blanks around', '王小明', '我是王小明。', `我是${ONE}。`],
    ['with a particle', '김민수', '김민수는 왔다', `${ONE}는 왔다`],
    ['in Cyrillic', 'Анна Петрова', 'АННА, петрова', `${ONE}, ${ONE}`],
    [
      'of two letters, just so',
      'Bo Li',
      'Li said: li is a list item',
      `${ONE} said: li is a list item`,
    ],
  ])('is not told %s', (_how, name, text, expected) => {
    expect(told({ id: 'u1', name }, text)).toBe(expected);
  });

  it.each([
    ['Ann Lee', 'The annual fee, Leeds'],
    ['Joe Sue', 'su jo'],
    ['Vera de la Cruz', 'de la casa'],
  ])('%s is no part of other words: %s', (name, text) => {
    expect(told({ id: 'u1', name }, text)).toBe(text);
  });

  it('is known by a name that only the address has; a desk is nobody', () => {
    const address = { email: 'agathe.zoellner@shop.example' };
    expect(told(address, 'Yours, Agathe')).toBe(`Yours, ${ONE}`);
    expect(told({ email: 'billing@shop.example' }, 'a billing question')).toBe(
      'a billing question',
    );
    expect(told({ name: 'olga@acme.example' }, 'Ask Olga.', 'operator')).toBe('Ask Operator 1.');
  });

  it.each(['+49 170 5550199', '0170/5550199', '(0170) 555 01 99', '0049-170-5550199', '555-0199'])(
    'has a telephone number, written %s',
    (written) => {
      const text = `Call ${written}, not 5550198.`;
      expect(told({ id: 'u1', phone: '+491705550199' }, text)).toBe(
        'Call phone of customer-1, not 5550198.',
      );
    },
  );
});
