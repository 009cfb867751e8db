"""Templates' form: saving an approved post as a template, and changing one."""

from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from blocks.answers import explanation
from blocks.slot_form import CHOOSE_KIND, slots_without_inputs, words_of
from blocks.template_details import EDIT
from blocks.template_endings import change_blocks
from blocks.template_form import (
    TEMPLATE_FORM,
    About,
    errors_in_place,
    read_about,
    read_template,
    redrawn,
    template_form,
)
from blocks.template_inputs import PREVIEW
from blocks.template_result import with_gaps, with_preview
from blocks.template_suggestions import suggestion_blocks
from blocks.template_words import name_words
from domain.posts import Post, PostId
from domain.refusals import InvalidForm
from domain.slot_guesses import Guess, guesses, with_slots
from domain.template_changes import change_template, make_template
from domain.template_form import TemplateForm, read_form
from domain.template_rights import refuse_making
from domain.templates import Template, TemplateId
from domain.versions import Content, Variant
from domain.workspaces import Workspace
from handlers.deciding import look_up, read_post
from handlers.kit import caller_of, kit_of
from handlers.library import find_template, show_under, template_to_change
from handlers.opening import Show, in_front
from handlers.template_keeping import keep_template
from storage.database import Transaction


def template_chosen(post_id: PostId, _: int, show: Show, context: BoltContext) -> None:
    """The choice "Save as template": the form with the approved words, and slots where stores differ."""
    kit, caller = kit_of(context), caller_of(context)
    post, workspace = read_post(post_id, context)
    refuse_making(post, by=caller.user, workspace=workspace)
    form, found = _suggested(post, workspace=workspace)
    slots = tuple(words_of(one) for one in {one.slot.name: one.slot for one in found}.values())
    about = About(template=TemplateId(kit.new_id()), number=0, post=post.id)
    show(template_form(form, slots, about, said=suggestion_blocks(found), workspace=workspace))


def template_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """The filled form becomes a template, or a template's next version; sent twice it stays one."""
    kit, caller = kit_of(context), caller_of(context)
    at, about = kit.now(), read_about(view)
    with kit.database.snapshot(caller.workspace) as work:
        workspace = work.people.workspace()
    form, slots = read_template(view, workspace=workspace)
    if problem := slots_without_inputs(view, slots):
        drawn = redrawn(view, form, slots, workspace=workspace)
        ack(
            response_action="update",
            view=with_gaps(drawn, problem, said="Not saved yet"),
        )
        return
    with errors_in_place(slots), kit.database.transaction(caller.workspace) as work:
        work.templates.hold()
        workspace, others = work.people.workspace(), work.templates.all()
        before = work.templates.get(about.template)
        if about.number:
            template = change_template(
                find_template(work, about.template),
                form,
                read=about.number,
                by=caller.user,
                at=at,
                workspace=workspace,
                others=others,
            )
        elif before is None:
            post = look_up(work, about.post)
            template = make_template(
                post, form, id=about.template, by=caller.user, at=at, workspace=workspace, others=others
            )
        else:
            template = before
        keep_template(work, template, by=caller.user, at=at, new_id=kit.new_id)
    kit.wake()
    if about.number:
        ack()
        show_under(view, template.id, client, context)
    else:
        ack(response_action="update", view=_saved(template))


def preview_clicked(_: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """The form's button "Preview", or another kind chosen for a slot: what whoever fills it gets, without leaving it."""
    view = body["view"]
    client.views_update(view_id=view["id"], hash=view["hash"], view=_previewed(view, context))


def edit_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """The button "Edit" of a template's details."""
    template, workspace, waiting = template_to_change(TemplateId(action["value"]), context)
    form = TemplateForm(
        name=template.name,
        text=template.text,
        variants=template.variants,
        users=template.users,
        editable=template.editable,
        valid_from=template.valid_from,
        valid_until=template.valid_until,
    )
    about = About(template=template.id, number=template.number, post=template.post)
    slots = tuple(map(words_of, template.slots))
    in_front(body, client)(
        template_form(form, slots, about, said=change_blocks(waiting), workspace=workspace)
    )


def _suggested(post: Post, *, workspace: Workspace) -> tuple[TemplateForm, tuple[Guess, ...]]:
    """The approved texts with slots where stores differ, and what these stand for."""
    content = post.version.content
    touched = [one for one in workspace.stores if one.key in set(post.stores)] or workspace.stores
    common = guesses(content.text, stores=touched)
    own = [(one, guesses(one.text, stores=touched)) for one in content.variants]
    form = TemplateForm(
        name=post.title,
        text=with_slots(content.text, common),
        variants=tuple(Variant(network=one.network, text=with_slots(one.text, found)) for one, found in own),
    )
    return form, (*common, *(guess for _, found in own for guess in found))


def _previewed(view: dict[str, Any], context: BoltContext) -> View:
    kit, caller = kit_of(context), caller_of(context)
    about = read_about(view)
    with kit.database.snapshot(caller.workspace) as work:
        workspace, others = work.people.workspace(), work.templates.all()
        approved = _approved(work, about)
    form, slots = read_template(view, workspace=workspace)
    drawn = redrawn(view, form, slots, workspace=workspace)
    rest = tuple(one for one in others if one.id != about.template)
    try:
        with errors_in_place(slots):
            read = read_form(form, approved, at=kit.now(), workspace=workspace, others=rest)
    except InvalidForm as wrong:
        return with_gaps(drawn, wrong.errors, said="To be settled before it can be saved")
    return with_preview(drawn, read)


def _approved(work: Transaction, about: About) -> Content:
    """The words that the form's text may say outside its slots."""
    if about.number:
        return find_template(work, about.template).approved
    return look_up(work, about.post).version.content


def _saved(template: Template) -> View:
    return explanation(
        f"✅ *{name_words(template)}* is in the library. Those who may use it find it with `/social library`."
    )


CLICKS = {
    EDIT: edit_clicked,
    PREVIEW: preview_clicked,
    CHOOSE_KIND: preview_clicked,
}
FORMS = {
    TEMPLATE_FORM: template_submitted,
}
"""What `handlers.setting_up` hands on to here."""
