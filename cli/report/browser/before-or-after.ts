import type { ReportData } from '../../../domain/report/data';
import { html } from './dom';
import { View } from './view';

/**
 * The choice between the charts after and before the change. Those after it outline what was before.
 * @param show gets the report before; undefined for the one after
 */
export function beforeOrAfter(data: ReportData, show: (before: View | undefined) => void): HTMLElement {
  let before: View | undefined;
  const choice = (text: string, isBefore: boolean): HTMLElement => {
    const input = html('input', { type: 'radio', name: 'before-or-after', checked: !isBefore });
    input.addEventListener('change', () => {
      if (isBefore) before ??= new View(data);
      show(isBefore ? before : undefined);
    });
    return html('label', { class: 'toggle' }, input, text);
  };
  return html(
    'fieldset',
    { class: 'before-or-after' },
    html('legend', {}, 'The charts show'),
    choice('after the change, with what was before outlined', false),
    choice('before the change', true),
  );
}
