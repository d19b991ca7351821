import { placeOf } from './place-of';

describe('where to go on after signing in', () => {
  it.each([
    ['/sessions/acme%2Fintercom%2Fc1?depth=turns', '/sessions/acme%2Fintercom%2Fc1?depth=turns'],
    ['//evil.example/', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example/', '/'],
    ['/.//evil.example/', '/'],
    ['/status/..//evil.example', '/'],
    ['/./\\evil.example', '/'],
    [undefined, '/'],
  ])('%s is %s', (to, place) => {
    expect(placeOf(to)).toBe(place);
  });
});
