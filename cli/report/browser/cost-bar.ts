import { amountText, numberText } from '../../../domain/cost/texts';
import { MOVED, type ReportCost, STORED, type Stored } from '../../../domain/report/cost-data';
import { amountOf, storedOf } from '../../../domain/report/cost-lines';
import type { Bar } from './cost-bars';
import type { CostScale } from './cost-scale';
import { changeText, PART_TEXTS } from './cost-texts';
import { html, svg } from './dom';
import type { View } from './view';

const HEIGHT = 26;
/** A bar that is too short to see has this length, in percent. */
const SHORTEST = 0.3;

/** A line of the chart: its parts, one after the other, and what they were before as an outline. */
export function costBar(bar: Bar, scale: CostScale, view: View): HTMLElement {
  const { label, detail, line, times } = bar;
  const { amounts, before, keptForever, price } = line;
  const stored = storedOf(amounts) * times;
  const change = before ? changeText(storedOf(before) * times, stored) : undefined;
  const moved = MOVED.filter((of) => of !== 'written' && amountOf(amounts, of) > 0).map(
    (of) => `${numberText(amountOf(amounts, of) * times)} GB ${PART_TEXTS[of].toLowerCase()}`,
  );
  const { currency } = view.data.cost?.money ?? {};
  const money =
    price && currency !== undefined && currency !== null
      ? [`${currency} ${amountText(price.amount * times)}${price.isPriced ? '' : ' + ?'}`]
      : [];
  const isRemoved = before !== null && line.accounts === 0;
  const notes = [
    ...(isRemoved ? ['removed'] : []),
    ...(times > 1 ? [`${numberText(storedOf(amounts))} each`] : []),
    ...money,
    ...moved,
    ...(keptForever ? ['∞ kept forever'] : []),
  ];
  return html(
    'div',
    { class: 'store cost-line' },
    html(
      'div',
      { class: 'cost-label' },
      html('span', {}, label, html('small', {}, detail)),
      ...line.sources.map((source) => view.source(source)),
    ),
    html(
      'div',
      { class: 'store-keep' },
      numberText(stored),
      change === undefined ? undefined : html('small', { class: 'change' }, `${change} GB-months`),
      ...notes.map((note) => html('small', { class: 'muted' }, note)),
    ),
    barImage(bar, scale),
  );
}

function barImage({ label, detail, line, times }: Bar, scale: CostScale): SVGElement {
  const { amounts, before, keptForever } = line;
  const parts = STORED.filter((part) => amountOf(amounts, part) > 0);
  const texts = parts.map((part) => `${PART_TEXTS[part].toLowerCase()} ${numberText(amountOf(amounts, part) * times)}`);
  let from = 0;
  const rects = parts.map((part) => {
    const start = scale.at(from);
    from += amountOf(amounts, part) * times;
    const title = svg('title', {}, `${PART_TEXTS[part]}: ${numberText(amountOf(amounts, part) * times)} GB-months`);
    const width = Math.max(scale.at(from) - start, SHORTEST);
    return svg(
      'rect',
      { class: `bar part-${part}`, x: `${start}%`, width: `${width}%`, y: 6, height: 14, rx: 2 },
      title,
    );
  });
  const end = scale.at(from);
  const was = storedOf(before ?? []) * times;
  const ghost =
    before && changeText(was, from) !== undefined && was > 0
      ? svg('rect', { class: 'bar ghost before', x: '0%', width: `${scale.at(was)}%`, y: 2.5, height: 21, rx: 3 })
      : undefined;
  return svg(
    'svg',
    {
      class: 'track',
      role: 'img',
      'aria-label': `${label}, ${detail}: ${texts.length === 0 ? 'nothing stored' : `${texts.join(', ')} GB-months`}${keptForever ? ', kept forever' : ''}`,
      width: '100%',
      height: HEIGHT,
    },
    ...scale.ticks.map((tick) =>
      svg('line', { class: 'grid', x1: `${scale.at(tick)}%`, x2: `${scale.at(tick)}%`, y1: 0, y2: HEIGHT }),
    ),
    ...rects,
    ghost,
    keptForever ? svg('text', { class: 'forever', x: `${end + 0.6}%`, y: 18 }, '∞') : undefined,
  );
}

/** The parts that any bar has, and the outline. */
export function costLegend({ lines, total }: ReportCost): HTMLElement {
  const entry = (part: string, text: string) =>
    html('li', { class: `part-${part}` }, html('span', { class: 'swatch', 'aria-hidden': true }), text);
  const has = (part: Stored): boolean => lines.some(({ amounts }) => amountOf(amounts, part) > 0);
  return html(
    'ul',
    { class: 'legend' },
    ...STORED.filter((part) => has(part)).map((part) => entry(part, PART_TEXTS[part])),
    ...(total.before ? [entry('before', 'Before')] : []),
    ...(lines.some(({ keptForever }) => keptForever) ? [html('li', {}, '∞ Kept forever: ten years of it')] : []),
  );
}
