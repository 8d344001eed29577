import { createElement } from 'react';
import { ran, version } from './ran.ts';

ran('lazy');

export default function Lazy() {
  return createElement('p', null, `more of ${version}`);
}
