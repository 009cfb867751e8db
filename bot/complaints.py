"""Complaints: what the operator has to mend before a command can go on."""


class Complaint(Exception):  # noqa: N818  # it reads as what it says
    """Ends a command; its sentence names what is wrong and says what to do."""


class WrongSetting(Complaint):
    """A setting that is missing or wrong; the sentence begins with its name in the environment."""


class WrongFile(Complaint):
    """A file that cannot be taken as it is; the sentence names file, line and key."""


class Unreachable(Complaint):
    """Slack does not answer, or asks to wait; the sentence names the address or the time."""
