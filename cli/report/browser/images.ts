import { inDays } from '../../../domain/backup/days';
import type { ImageBackup } from '../../../domain/report/data';
import { html } from './dom';
import type { Row } from './table';
import { runText } from './time';
import type { View } from './view';

/** Where the images are. */
export function imagesPlace({ region }: ImageBackup): string {
  return `images in ${region}`;
}

/** The images of a window: how far back they reach depends on a tag of each instance, so they have no bar. */
export function imageBlock(images: ImageBackup, view: View): HTMLElement {
  const { window, environment, account, group, timezone, nextRun, daysPerImage, source } = images;
  const next = nextRun === null ? 'never opens' : `next ${runText(nextRun, timezone)}`;
  return html(
    'article',
    { class: 'plan' },
    html(
      'header',
      {},
      html('h3', {}, window),
      html('p', {}, `SSM backup of environment ${environment} · in ${view.accountName(account)} · ${next}`),
      html('p', { class: 'muted' }, `every instance tagged BackupGroup=${group}`),
      view.source(source),
    ),
    html(
      'div',
      { class: 'store images' },
      html(
        'div',
        { class: 'store-label' },
        html('span', { class: 'symbol', 'aria-hidden': true }, '▣'),
        html('span', {}, imagesPlace(images)),
      ),
      html('div', { class: 'store-keep' }, keptText(images)),
      html('p', { class: 'muted' }, `Each image more reaches ${inDays(daysPerImage)} further back.`),
    ),
  );
}

/** The same in the table. */
export function imageRows(view: View): Row[] {
  return view.data.images.map((images) => [
    images.window,
    `environment ${images.environment}`,
    '–',
    'Images of the SSM backup',
    imagesPlace(images),
    keptText(images),
    '–',
    'as the tag EC2BackupGen says',
    runText(images.nextRun, images.timezone),
    '–',
    '–',
    html('code', {}, view.sourceText(images.source)),
  ]);
}

function keptText({ daysPerImage }: ImageBackup): string {
  return `EC2BackupGen × ${inDays(daysPerImage)}`;
}
