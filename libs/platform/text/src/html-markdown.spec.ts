import { describe, expect, it } from '@jest/globals';
import { htmlMarkdown } from './html-markdown';

describe('HTML as Markdown', () => {
  it('keeps headings, lists, code and links', () => {
    const html =
      '<h1>Export</h1><p>You can <b>export</b> a <a href="https://x.test/a">report</a>.</p>' +
      '<h2>Steps</h2><ol><li>Open it.</li><li>Choose <i>Export</i>.</li></ol>' +
      '<ul><li>one</li></ul><pre><code>a  b\n  # c</code></pre>';
    expect(htmlMarkdown(html)).toBe(
      [
        '# Export\n\nYou can export a report (https://x.test/a).',
        '## Steps\n\n 1. Open it.\n 2. Choose Export.',
        '- one',
        '```\na  b\n  # c\n```',
      ].join('\n\n'),
    );
  });

  it('leaves out what is not the text', () => {
    const html =
      '<head><title>t</title><style>p{}</style></head><nav>Home</nav>' +
      '<p>Words &amp; &lt;b&gt;</p><script>alert(1)</script><footer>(c)</footer>';
    expect(htmlMarkdown(html)).toBe('Words & <b>');
  });

  it('survives what is no HTML at all, and nesting without end', () => {
    expect(htmlMarkdown('2 < 3 > 1')).toBe('2 < 3 > 1');
    expect(htmlMarkdown(`${'<div>'.repeat(5_000)}deep`).length).toBeLessThan(10);
  });
});
