// Common :shortcodes: by the names chat people type. Anything else stays as typed.
const TABLE = `
smile 😄 smiley 😃 grinning 😀 grin 😁 laughing 😆 sweat_smile 😅 joy 😂 rofl 🤣 slightly_smiling_face 🙂 upside_down_face 🙃
wink 😉 blush 😊 innocent 😇 heart_eyes 😍 star-struck 🤩 kissing_heart 😘 yum 😋 stuck_out_tongue 😛 thinking_face 🤔
neutral_face 😐 expressionless 😑 unamused 😒 rolling_eyes 🙄 grimacing 😬 relieved 😌 pensive 😔 sleepy 😪 sleeping 😴
mask 😷 sunglasses 😎 nerd_face 🤓 confused 😕 worried 😟 open_mouth 😮 astonished 😲 flushed 😳 cry 😢 sob 😭 scream 😱
disappointed 😞 weary 😩 triumph 😤 rage 😡 exploding_head 🤯 partying_face 🥳 hugging_face 🤗 shushing_face 🤫 saluting_face 🫡
face_with_monocle 🧐 melting_face 🫠 wave 👋 raised_hand ✋ ok_hand 👌 v ✌️ crossed_fingers 🤞 point_left 👈 point_right 👉
point_up ☝️ point_up_2 👆 point_down 👇 thumbsup 👍 +1 👍 thumbsdown 👎 -1 👎 fist ✊ clap 👏 raised_hands 🙌 open_hands 👐
handshake 🤝 pray 🙏 writing_hand ✍️ muscle 💪 eyes 👀 eye 👁️ brain 🧠 speech_balloon 💬 thought_balloon 💭 bust_in_silhouette 👤
busts_in_silhouette 👥 heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 black_heart 🖤
broken_heart 💔 sparkling_heart 💖 two_hearts 💕 100 💯 boom 💥 dizzy 💫 zzz 💤 sparkles ✨ star ⭐ star2 🌟 fire 🔥 rainbow 🌈
sunny ☀️ partly_sunny ⛅ cloud ☁️ umbrella ☔ snowflake ❄️ snowman ⛄ zap ⚡ droplet 💧 ocean 🌊 earth_africa 🌍 earth_americas 🌎
earth_asia 🌏 crescent_moon 🌙 seedling 🌱 evergreen_tree 🌲 deciduous_tree 🌳 herb 🌿 four_leaf_clover 🍀 maple_leaf 🍁
fallen_leaf 🍂 leaves 🍃 tulip 🌷 rose 🌹 sunflower 🌻 blossom 🌼 bouquet 💐 christmas_tree 🎄 jack_o_lantern 🎃 gift 🎁 tada 🎉
confetti_ball 🎊 balloon 🎈 birthday 🎂 cake 🍰 coffee ☕ tea 🍵 beers 🍻 pizza 🍕 apple 🍎 lemon 🍋 strawberry 🍓 avocado 🥑
bread 🍞 cookie 🍪 icecream 🍦 dog 🐶 cat 🐱 bear 🐻 fox_face 🦊 owl 🦉 bee 🐝 butterfly 🦋 turtle 🐢 whale 🐳 trophy 🏆 medal 🏅
dart 🎯 art 🎨 musical_note 🎵 movie_camera 🎥 camera 📷 camera_with_flash 📸 video_camera 📹 tv 📺 computer 💻 iphone 📱
telephone_receiver 📞 email 📧 envelope ✉️ incoming_envelope 📨 inbox_tray 📥 outbox_tray 📤 package 📦 label 🏷️ moneybag 💰
credit_card 💳 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 clipboard 📋 calendar 📅 date 📅
spiral_calendar_pad 🗓️ card_index 📇 file_folder 📁 open_file_folder 📂 page_facing_up 📄 page_with_curl 📃 bookmark_tabs 📑
newspaper 📰 book 📖 books 📚 notebook 📓 memo 📝 pencil 📝 pencil2 ✏️ pushpin 📌 round_pushpin 📍 paperclip 📎 link 🔗 scissors ✂️
lock 🔒 unlock 🔓 key 🔑 hammer 🔨 wrench 🔧 hammer_and_wrench 🛠️ gear ⚙️ toolbox 🧰 magnet 🧲 test_tube 🧪 microscope 🔬 telescope 🔭
satellite 📡 bulb 💡 flashlight 🔦 hourglass ⌛ hourglass_flowing_sand ⏳ watch ⌚ alarm_clock ⏰ stopwatch ⏱️ timer_clock ⏲️
bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢 mag 🔍 mag_right 🔎 shopping_bags 🛍️ shopping_trolley 🛒 convenience_store 🏪
department_store 🏬 office 🏢 house 🏠 factory 🏭 jacket 🧥 coat 🧥 shirt 👕 tshirt 👕 jeans 👖 dress 👗 scarf 🧣 gloves 🧤 socks 🧦
boot 👢 athletic_shoe 👟 hiking_boot 🥾 handbag 👜 school_satchel 🎒 lipstick 💄 ring 💍 car 🚗 bus 🚌 truck 🚚 bike 🚲
airplane ✈️ rocket 🚀 ship 🚢 anchor ⚓ construction 🚧 traffic_light 🚦 checkered_flag 🏁 triangular_flag_on_post 🚩
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ heavy_plus_sign ➕
heavy_minus_sign ➖ question ❓ grey_question ❔ exclamation ❗ bangbang ‼️ warning ⚠️ no_entry ⛔ no_entry_sign 🚫
octagonal_sign 🛑 stop_sign 🛑 information_source ℹ️ recycle ♻️ arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️
left_right_arrow ↔️ arrows_counterclockwise 🔄 leftwards_arrow_with_hook ↩️ arrow_forward ▶️ double_vertical_bar ⏸️
pause_button ⏸️ black_square_for_stop ⏹️ red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢
large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ large_green_square 🟩 large_yellow_square 🟨
large_red_square 🟥 small_blue_diamond 🔹 small_orange_diamond 🔸 one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣
robot_face 🤖 ghost 👻 alien 👽 see_no_evil 🙈 hear_no_evil 🙉 speak_no_evil 🙊 shield 🛡️ scales ⚖️ ballot_box_with_ballot 🗳️
thread 🧵 ice_cube 🧊 cold_face 🥶 hot_face 🥵 compass 🧭 world_map 🗺️ speaking_head_in_silhouette 🗣️ no_mouth 😶`;

const words = TABLE.trim().split(/\s+/);

/** Shortcode → character. No prototype, so that :constructor: is only a word. */
export const EMOJI = Object.assign(
  Object.create(null),
  Object.fromEntries(words.filter((_, index) => index % 2 === 0).map((name, index) => [name, words[index * 2 + 1]])),
);

/** Typed text with known shortcodes replaced. */
export const withEmoji = (text) => text.replace(/:([a-z0-9_+'-]+):/g, (whole, name) => EMOJI[name] ?? whole);

/** The shortcodes that begin with what was typed, at most eight. */
export const suggest = (start) =>
  Object.keys(EMOJI)
    .filter((name) => name.startsWith(start))
    .slice(0, 8)
    .map((name) => ({ name, character: EMOJI[name] }));
