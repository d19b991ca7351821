import { previewOf } from './preview';

describe('a preview', () => {
  it('keeps a short text as it is', () => {
    expect(previewOf('How do I export? 😀')).toBe('How do I export? 😀');
  });

  it('is not cut inside a character', () => {
    expect(previewOf(`${'x'.repeat(199)}😀 and more`)).toBe('x'.repeat(199));
    expect(previewOf(`${'x'.repeat(198)}😀 and more`)).toBe(`${'x'.repeat(198)}😀`);
  });
});
