import { scaleLinear } from 'd3-scale';

import { numberText } from '../../../domain/cost/texts';
import { type Bar, lengthOf } from './cost-bars';
import { html, svg } from './dom';

/** Room for the mark of what is kept forever, in percent. */
const ROOM = 96;

export interface CostScale {
  /** A position in percent. */
  readonly at: (gigabyteMonths: number) => number;
  readonly axis: () => HTMLElement;
  readonly ticks: readonly number[];
}

/** Linear: the lengths of bars can be compared. */
export function costScale(bars: readonly Bar[]): CostScale {
  const longest = Math.max(1, ...bars.map((bar) => lengthOf(bar)));
  const scale = scaleLinear([0, longest], [0, ROOM]);
  const ticks = scale.ticks(4);
  const at = (value: number): number => scale(value);
  const axis = (): HTMLElement =>
    html(
      'div',
      { class: 'store axis-row', 'aria-hidden': true },
      html('span'),
      html('span', { class: 'muted unit-text' }, 'GB-months'),
      svg(
        'svg',
        { class: 'track axis', width: '100%', height: 20 },
        ...ticks.map((tick, index) =>
          svg(
            'text',
            {
              x: `${at(tick)}%`,
              y: 13,
              'text-anchor': index === 0 ? 'start' : 'middle',
              class: index % 2 === 1 ? 'minor' : '',
            },
            numberText(tick),
          ),
        ),
      ),
    );
  return { at, axis, ticks };
}
