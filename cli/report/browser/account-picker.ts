import type { ReportAccount } from '../../../domain/report/data';
import { html } from './dom';
import type { View } from './view';

/** So many suggestions a browser shows without delay. */
const FEW_SUGGESTIONS = 50;

/** A field that takes an account by its name or ID, with suggestions: a list of ten thousand would be slow. */
export function accountPicker(
  label: string,
  id: string,
  view: View,
  chosen: ReportAccount | undefined,
  onChange: (account: ReportAccount) => void,
): HTMLLabelElement {
  let shown = chosen;
  const texts = view.data.accounts.map((account) => textOf(account).toLowerCase());
  const suggestions = html('datalist', { id: `${id}-accounts` });
  const field = html('input', { type: 'text', id, list: suggestions.id, autocomplete: 'off', spellcheck: 'false' });
  if (chosen) field.value = textOf(chosen);
  const matching = (wanted: string): readonly ReportAccount[] =>
    view.data.accounts.filter((_account, index) => texts[index]?.includes(wanted) === true);
  const show = (account: ReportAccount): void => {
    shown = account;
    onChange(account);
  };
  const suggest = (): void => {
    const found = matching(field.value.toLowerCase());
    // The browser narrows suggestions to the text: a complete text offers all again.
    const offered = found.length === 1 ? view.data.accounts : found;
    suggestions.replaceChildren(
      ...offered.slice(0, FEW_SUGGESTIONS).map((account) => html('option', { value: textOf(account) })),
    );
    field.setAttribute('aria-invalid', String(found.length === 0));
  };
  const choose = (): void => {
    const wanted = field.value.trim().toLowerCase();
    const found = view.data.accounts.find(
      (account, index) => account[0] === wanted || texts[index] === wanted || account[1].toLowerCase() === wanted,
    );
    if (found) show(found);
  };
  field.addEventListener('focus', () => {
    field.select();
    suggest();
  });
  field.addEventListener('input', () => {
    suggest();
    choose();
  });
  // What is shown is always that of the field: a part of one account's name is enough, anything else is taken back.
  field.addEventListener('change', () => {
    const wanted = field.value.trim().toLowerCase();
    const [only, ...others] = wanted === '' ? [] : matching(wanted);
    if (only && others.length === 0) show(only);
    field.value = shown ? textOf(shown) : '';
    suggest();
  });
  suggest();
  return html('label', { class: 'field' }, html('span', {}, label), field, suggestions);
}

function textOf([id, name]: ReportAccount): string {
  return `${name} (${id})`;
}
