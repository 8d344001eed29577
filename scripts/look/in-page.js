/**
 * Runs inside the gallery's page (added before its own scripts): finds what VISUAL's rules do not allow among the elements
 * of one state. Defines `look.inspect(options)`, which returns a list of { rule, element, detail }.
 */
{
  const SIZES = new Map([
    [12, [16]],
    [13, [18, 20]],
    [15, [24]],
    [16, [24]],
    [18, [26]],
    [22, [30]],
  ]);
  const WEIGHTS = ['400', '500', '600'];
  const FULL_RADIUS = 99;

  const nameOf = (element) => {
    const role = element.getAttribute('role') ?? '';
    const words = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 36);
    return `${element.localName}${role && `[${role}]`} "${words}"`;
  };

  const parse = (color) => {
    const parts = /^rgba?\(([\d.]+),? ([\d.]+),? ([\d.]+)(?:,? ?\/? ?([\d.]+))?\)$/.exec(color);
    return parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3]), parts[4] === undefined ? 1 : Number(parts[4])] : null;
  };
  const hex = ([r, g, b]) => `#${[r, g, b].map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`.toUpperCase();
  const over = (top, below) => {
    const alpha = top[3];
    return [0, 1, 2].map((index) => top[index] * alpha + below[index] * (1 - alpha)).concat(1);
  };
  const luminance = (color) => {
    const [r, g, b] = color.slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const parentOf = (element) => element.parentElement ?? element.getRootNode().host ?? null;

  /** What is painted behind an element: its own and its ancestors' backgrounds, from the page upwards. */
  const backdrop = (element) => {
    const layers = [];
    for (let at = element; at; at = parentOf(at)) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color && color[3] > 0) layers.push(color);
      if (color && color[3] === 1) break;
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const opacityOf = (element) => {
    let opacity = 1;
    for (let at = element; at; at = parentOf(at)) opacity *= Number(getComputedStyle(at).opacity);
    return opacity;
  };

  const ownText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '') ||
    ((element.localName === 'textarea' || element.localName === 'input') && (element.value !== '' || element.placeholder !== ''));

  /** Hidden ones, those only read aloud, and what lies in a picture are not looked at. */
  const visible = (element) => {
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) return false;
    if (element.closest('svg') && element.localName !== 'svg') return false;
    return element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  };
  const readAloudOnly = (element) => element.closest('[data-read-aloud]') !== null || getComputedStyle(element).clipPath === 'inset(50%)';

  const px = (value) => Number.parseFloat(value) || 0;

  function type(element, style, found) {
    if (!ownText(element)) return;
    const size = px(style.fontSize);
    const lines = SIZES.get(size);
    if (!lines) found('size', `${style.fontSize}`);
    else if (style.display !== 'inline' && style.lineHeight !== 'normal' && !lines.includes(px(style.lineHeight)))
      found('line', `${style.fontSize}/${style.lineHeight}`);
    if (size === 16 && !['input', 'textarea', 'select'].includes(element.localName)) found('size', '16px outside of a field');
    if (!WEIGHTS.includes(style.fontWeight)) found('weight', style.fontWeight);
  }

  function colours(element, style, found, allowed) {
    const check = (what, value) => {
      const color = parse(value);
      if (color && color[3] > 0 && !allowed.has(hex(color)))
        found('colour', `${what} ${hex(color)}${color[3] < 1 ? ` at ${color[3]}` : ''}`);
    };
    if (ownText(element) || element.localName === 'svg') check('text', style.color);
    check('background', style.backgroundColor);
    for (const side of ['Top', 'Right', 'Bottom', 'Left']) {
      if (px(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== 'none') check('border', style[`border${side}Color`]);
    }
    if (style.backgroundImage !== 'none' && /gradient/.test(style.backgroundImage)) found('gradient', style.backgroundImage.slice(0, 40));
  }

  function contrastOf(element, style, found) {
    if (!ownText(element) || element.matches(':disabled, [aria-disabled="true"]') || element.closest(':disabled, [aria-disabled="true"]'))
      return;
    const behind = backdrop(element);
    const ink = parse(style.color);
    if (!ink) return;
    // What only shows under the pointer or the focus is read in its own colour then.
    const opacity = opacityOf(element) || 1;
    const ratio = contrast(over([ink[0], ink[1], ink[2], ink[3] * opacity], behind), behind);
    if (ratio < 4.495) found('contrast', `${ratio.toFixed(2)} of ${hex(ink)} on ${hex(behind)}`);
  }

  function spacing(element, style, found) {
    const check = (what, value) => {
      const size = Math.abs(px(value));
      if (size > 2 && Math.abs(size / 4 - Math.round(size / 4)) > 0.01) found('spacing', `${what} ${value}`);
    };
    for (const side of ['Top', 'Bottom']) check('padding', style[`padding${side}`]);
    // More than this at the sides centres a column: it is what is left over, not a chosen space.
    for (const side of ['Left', 'Right']) if (px(style[`padding${side}`]) <= 48) check('padding', style[`padding${side}`]);
    if (style.display.includes('flex') || style.display.includes('grid'))
      for (const axis of ['rowGap', 'columnGap']) check('gap', style[axis]);
    const around = element.parentElement ? getComputedStyle(element.parentElement).display : '';
    if (!/flex|grid/.test(around)) for (const side of ['Top', 'Bottom']) check('margin', style[`margin${side}`]);
    const radius = px(style.borderTopLeftRadius);
    const drawn = px(style.borderTopWidth) > 0 || (parse(style.backgroundColor)?.[3] ?? 0) > 0;
    if (drawn && ![0, 4, 8, 12, 16].includes(radius) && radius < FULL_RADIUS && style.borderTopLeftRadius !== '50%')
      found('radius', style.borderTopLeftRadius);
  }

  /** What leads out of the stage is no fault where it can be scrolled to, or where an ellipsis says that there is more. */
  const reachable = (element, stage) => {
    for (let at = parentOf(element); at && at !== stage; at = parentOf(at)) {
      const style = getComputedStyle(at);
      if (/auto|scroll/.test(style.overflowX) || style.textOverflow === 'ellipsis') return true;
    }
    return false;
  };

  function fitting(element, style, found, stage, edge) {
    const box = element.getBoundingClientRect();
    if ((box.right > edge.right + 1 || box.left < edge.left - 1) && !reachable(element, stage))
      found('overflow', `${Math.round(box.left)}–${Math.round(box.right)} of ${Math.round(edge.left)}–${Math.round(edge.right)}`);
    if (!ownText(element) || ['input', 'textarea'].includes(element.localName)) return;
    const hides = (overflow) => overflow === 'hidden' || overflow === 'clip';
    const clamped = style.webkitLineClamp !== 'none' && style.webkitLineClamp !== '';
    if (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1 && style.textOverflow !== 'ellipsis')
      found('clipped', `${element.scrollWidth} in ${element.clientWidth} px`);
    if (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 2 && !clamped)
      found('clipped', `${element.scrollHeight} in ${element.clientHeight} px high`);
  }

  function targets(element, style, found, touch) {
    if (!element.matches('button, [role="button"], [role="menuitem"], input, select') || style.display === 'inline') return;
    const box = element.getBoundingClientRect();
    const least = touch ? 44 : 32;
    if (box.height < least - 0.5 || box.width < least - 0.5) found('target', `${Math.round(box.width)} × ${Math.round(box.height)} px`);
  }

  function inspect({ colors, touch = false, scope = '[data-stage]' }) {
    const allowed = new Set(colors.map((color) => color.toUpperCase()));
    const stage = document.querySelector(scope);
    if (!stage) return [{ rule: 'stage', element: scope, detail: 'not found' }];
    const edge = stage.getBoundingClientRect();
    const list = [];
    if (stage.scrollWidth > stage.clientWidth + 1)
      list.push({ rule: 'overflow', element: 'stage', detail: `${stage.scrollWidth} in ${stage.clientWidth} px` });
    for (const element of stage.querySelectorAll('*')) {
      if (!visible(element) || readAloudOnly(element) || element.closest('[data-look-aside]')) continue;
      const style = getComputedStyle(element);
      const found = (rule, detail) => list.push({ rule, element: nameOf(element), detail });
      type(element, style, found);
      colours(element, style, found, allowed);
      contrastOf(element, style, found);
      spacing(element, style, found);
      fitting(element, style, found, stage, edge);
      targets(element, style, found, touch);
    }
    return list;
  }

  /** Share (0 to 1) of a picture's pixels that are close to a colour. */
  async function shareOf(picture, color) {
    const bitmap = await createImageBitmap(await (await fetch(picture)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
    let close = 0;
    for (let at = 0; at < data.length; at += 4)
      if (Math.abs(data[at] - r) + Math.abs(data[at + 1] - g) + Math.abs(data[at + 2] - b) < 48) close += 1;
    return close / (bitmap.width * bitmap.height);
  }

  window.look = { inspect, shareOf };
}
