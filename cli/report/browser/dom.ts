type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
export type Child = Node | string | undefined;

/** An element of HTML. An attribute that is false or undefined is left out. */
export function html<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  return complete(document.createElement(tag), attributes, children);
}

/** An element of SVG. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  return complete(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function complete<E extends Element>(element: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** Calls back on a click or the keys that click, and returns the button. */
export function button(text: string, attributes: Attributes, onClick: () => void): HTMLButtonElement {
  const made = html('button', { type: 'button', ...attributes }, text);
  made.addEventListener('click', onClick);
  return made;
}

/** A list of choices with its label. */
export function select(
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  selected: string,
  onChange: (value: string) => void,
): HTMLLabelElement {
  const made = html(
    'select',
    {},
    ...options.map(([value, text]) => html('option', { value, selected: value === selected }, text)),
  );
  made.addEventListener('change', () => onChange(made.value));
  return html('label', { class: 'field' }, html('span', {}, label), made);
}

/** Appends items to a list, some at a time. The button that it returns appends more, and is hidden after the last ones. */
export function inParts<T>(
  list: Element,
  items: readonly T[],
  few: number,
  { draw, more }: { readonly draw: (item: T) => Node; readonly more: (left: number) => string },
): HTMLButtonElement {
  let shown = 0;
  const next = button('', { class: 'more' }, () => append());
  const append = (): void => {
    list.append(...items.slice(shown, shown + few).map(draw));
    shown += few;
    next.hidden = shown >= items.length;
    next.textContent = more(items.length - shown);
  };
  append();
  return next;
}
