/** Runs in the page before anything else: when there is a field to write in, and every task over 50 ms. */
globalThis.longTasks = [];
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) globalThis.longTasks.push({ at: startTime, ms: duration });
}).observe({ type: 'longtask', buffered: true });
const look = () => {
  const root = document.querySelector('[data-ai-cs-agent]')?.shadowRoot ?? document;
  if (root.querySelector('textarea[aria-label="Message"]')) globalThis.usable = performance.now();
  else requestAnimationFrame(look);
};
addEventListener('DOMContentLoaded', look);
