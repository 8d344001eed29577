/** Something of the shop's own that must go on working beside the chat. */
const own = document.getElementById('own');
let clicks = 0;
own.addEventListener('click', () => {
  clicks += 1;
  own.textContent = `Clicked ${clicks}`;
});
